package com.unifiedbx.pbx.voicemail.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.voicemail.VoicemailMessage;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeTests {

  @Test
  void aHostileNameStaysInItsHeader() throws Exception {
    var name = "\"x\uFFFD\uFFFDBcc: all@example.org?= =?utf-8?Q?=0ABcc=3A?= 😀\" <1>";
    var mail = sent(name, null);
    assertThat(mail.getSubject()).isEqualTo("Voicemail for 1005 from " + name);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getContent().toString()).contains("From:     " + name);
  }

  @Test
  void aNameInPlainAsciiCantBecomeACodeWord() throws Exception {
    var name = "=?utf-8?Q?boss=0ABcc=3A_x?=";
    var mail = sent(name, null);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(Collections.list(mail.getAllHeaderLines()))
        .noneMatch(line -> line.startsWith("Bcc"));
  }

  @Test
  void aNameWithoutEndIsCut() throws Exception {
    assertThat(sent("a".repeat(5000), null).getSubject()).hasSizeLessThan(200);
  }

  @Test
  void aPasswordIsNotPrinted() {
    var properties =
        new MailProperties(
            "mail.example.org",
            587,
            MailProperties.Security.STARTTLS,
            "me",
            "hunter2",
            "a@example.org",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    assertThat(properties.toString()).doesNotContain("hunter2");
  }

  /// The mail as it is read at the other end of the wire.
  private static MimeMessage sent(String callerId, byte @Nullable [] sound) throws Exception {
    var session = Session.getInstance(new Properties());
    var mail = new MimeMessage(session);
    var message =
        new VoicemailMessage(
            "1005-1-00000001",
            "1005",
            "INBOX",
            callerId,
            Instant.ofEpochSecond(1),
            9,
            false,
            44,
            false);
    new Notice(message, "owner@example.org", sound).fill(mail, "pbx@example.org");
    mail.saveChanges();
    var wire = new ByteArrayOutputStream();
    mail.writeTo(wire);
    assertThat(wire.toString(US_ASCII)).contains("Subject: ");
    return new MimeMessage(session, new ByteArrayInputStream(wire.toByteArray()));
  }
}
