package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.voicemail.VoicemailEvent;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;

/// Queues a notice with the news of a message, in the same transaction: no message without its
/// notice, and none with two.
final class MailQueue {

  private final Extensions extensions;
  private final MailRepository repository;
  private final MailLoop loop;

  MailQueue(Extensions extensions, MailRepository repository, MailLoop loop) {
    this.extensions = extensions;
    this.repository = repository;
    this.loop = loop;
  }

  @EventListener
  void queue(VoicemailEvent event) {
    var mailbox = event.data().mailbox();
    if (event.isReceived() && wantsMail(mailbox)) {
      repository.add(event.data().id(), mailbox);
    }
  }

  @TransactionalEventListener
  void queued(VoicemailEvent event) {
    if (event.isReceived()) {
      loop.wake();
    }
  }

  private boolean wantsMail(String mailbox) {
    var extension = extensions.find(new ExtensionNumber(mailbox));
    var box = extension == null ? null : extension.voicemail();
    return box != null && !box.email().isEmpty();
  }
}
