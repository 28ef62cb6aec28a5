package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.voicemail.VoicemailMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.MimeMessageHelper;

/// The words of a notice. A caller's name is text in it and nothing else: headers are encoded by
/// the mail library, and the body is plain.
///
/// @param sound the recording, or null when it is not to be sent along
@SuppressWarnings("ArrayRecordComponent") // never compared
record Notice(VoicemailMessage message, String to, byte @Nullable [] sound) {

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NAME = 100;

  void fill(MimeMessage mail, String from) throws MessagingException {
    var helper = new MimeMessageHelper(mail, sound != null, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    helper.setTo(to);
    helper.setSubject("Voicemail for %s from %s".formatted(message.mailbox(), caller()));
    helper.setText(text());
    helper.setSentDate(Date.from(message.receivedAt()));
    if (sound != null) {
      var name =
          "voicemail-%s-%s.wav"
              .formatted(message.mailbox(), IN_A_NAME.format(message.receivedAt()));
      helper.addAttachment(name, new ByteArrayDataSource(sound, "audio/wav"));
    }
    mail.setHeader("Auto-Submitted", "auto-generated");
    // The same at every attempt: a mail server that took it already may know it again.
    mail.setHeader("Message-ID", "<voicemail." + message.id() + "@unifiedbx>");
  }

  private String text() {
    return """
    Mailbox:  %s
    From:     %s
    Received: %s
    Length:   %d seconds
    """
        .formatted(
            message.mailbox(), caller(), SHOWN.format(message.receivedAt()), message.duration());
  }

  private String caller() {
    var caller = message.callerId();
    if (caller.isEmpty()) {
      return "an unknown caller";
    }
    return caller.length() > LONGEST_NAME ? caller.substring(0, LONGEST_NAME) + "…" : caller;
  }
}
