/// The files of app_voicemail: `voicemail/default/<box>/<folder>/msgNNNN.{txt,wav}` in Asterisk's
/// spool, read and changed side by side with Asterisk under its own locks.
@NullMarked
package com.unifiedbx.pbx.voicemail.spool;

import org.jspecify.annotations.NullMarked;
