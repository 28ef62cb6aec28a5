package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.voicemail.Voicemail;
import com.unifiedbx.pbx.voicemail.mail.MailRepository.Waiting;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;

/// Delivers one notice, by what the box wants at that moment.
///
/// Between the mail server's yes and the note of it lies a moment in which a crash makes the mail
/// go out again, with the same `Message-ID`; nothing but that can double one.
final class Postman {

  private final Extensions extensions;
  private final Voicemail voicemail;
  private final MailRepository repository;
  private final JavaMailSender sender;
  private final String from;

  Postman(
      Extensions extensions,
      Voicemail voicemail,
      MailRepository repository,
      JavaMailSender sender,
      String from) {
    this.extensions = extensions;
    this.voicemail = voicemail;
    this.repository = repository;
    this.sender = sender;
    this.from = from;
  }

  /// True when a mail went out; false when nobody wants it any more: the message or the box is
  /// gone.
  ///
  /// @throws org.springframework.mail.MailException when the server did not take it
  boolean deliver(Waiting notice) {
    var box = box(notice.mailbox());
    var sent = !notice.sent() && box != null && !box.email().isEmpty() && send(notice, box);
    if (box != null && (sent || notice.sent()) && box.deleteAfterEmail() && box.attach()) {
      repository.sent(notice.messageId());
      voicemail.deleteMailed(notice.messageId());
    }
    repository.done(notice.messageId());
    return sent;
  }

  private boolean send(Waiting notice, VoicemailBox box) {
    try (var audio = voicemail.open(notice.messageId())) {
      var message = voicemail.get(notice.messageId());
      var sound = box.attach() ? Channels.newInputStream(audio.file()).readAllBytes() : null;
      var mail = sender.createMimeMessage();
      new Notice(message, box.email(), sound).fill(mail, from);
      sender.send(mail);
      return true;
    } catch (RefusedException refused) {
      if (refused.refusal().kind() == Refusal.Kind.NOT_FOUND) {
        return false;
      }
      throw refused;
    } catch (MessagingException e) {
      throw new MailPreparationException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable VoicemailBox box(String mailbox) {
    var extension = extensions.find(new ExtensionNumber(mailbox));
    return extension == null ? null : extension.voicemail();
  }
}
