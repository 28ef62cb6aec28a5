/// Voicemail: the messages that callers leave, the greetings that they hear, and the news of both.
///
/// [Voicemail] is the façade of messages, [Greetings] that of greetings. The truth is the files
/// that Asterisk keeps (`spool`); the database holds only what was last told of them, so that each
/// change is told once. Notices by e-mail are the job of `mail`. The boxes themselves belong to
/// `extensions`.
@ApplicationModule(allowedDependencies = {"access", "asterisk :: mailboxes", "extensions", "rest"})
@NullMarked
package com.unifiedbx.pbx.voicemail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
