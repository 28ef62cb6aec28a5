@NullMarked
package com.unifiedbx.pbx.voicemail;

import org.jspecify.annotations.NullMarked;
