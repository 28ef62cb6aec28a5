/// Notices by e-mail that a message was left: queued in the database with the news of the message,
/// and sent from there until the mail server has taken them.
@NullMarked
package com.unifiedbx.pbx.voicemail.mail;

import org.jspecify.annotations.NullMarked;
