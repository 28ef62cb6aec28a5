@NullMarked
package com.unifiedbx.pbx.voicemail.spool;

import org.jspecify.annotations.NullMarked;
