@NullMarked
package com.unifiedbx.pbx.voicemail.mail;

import org.jspecify.annotations.NullMarked;
