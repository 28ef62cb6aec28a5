package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PublicEvent;
import com.unifiedbx.pbx.voicemail.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares a box with what was told of it, and tells the difference: each change once, also when
/// it happened while the application was away.
///
/// What is told and the note that it was told are one transaction. One thread at a time.
@Component
class MailboxNews {

  static final Set<String> CHANGES_OF_OWNER = Set.of("extension.added", "extension.deleted");

  private final Spool spool;
  private final KnownMessageRepository known;
  private final Extensions extensions;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Lock lock = new ReentrantLock();

  MailboxNews(
      Spool spool,
      KnownMessageRepository known,
      Extensions extensions,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.spool = spool;
    this.known = known;
    this.extensions = extensions;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  void tellAll() {
    var mailboxes = new HashSet<>(spool.boxes());
    mailboxes.addAll(known.mailboxes());
    mailboxes.forEach(this::tell);
    if (mailboxes.isEmpty() && !known.hasBaseline()) {
      takeBaseline();
    }
  }

  void tell(String mailbox) {
    lock.lock();
    try {
      if (!known.hasBaseline()) {
        takeBaseline();
      } else if (hasOwner(mailbox)) {
        var there = there(mailbox);
        transaction.executeWithoutResult(_ -> tellDifference(known.list(mailbox), there));
      }
    } finally {
      lock.unlock();
    }
  }

  /// The first time, all that is there is known already.
  private void takeBaseline() {
    var boxes = spool.boxes().stream().filter(this::hasOwner).map(this::there).toList();
    transaction.executeWithoutResult(_ -> {
      boxes.forEach(box -> box.values().forEach(message -> known.save(message.message())));
      known.takeBaseline();
    });
  }

  private boolean hasOwner(String mailbox) {
    var number = ExtensionNumber.parse(mailbox);
    var extension = number == null ? null : extensions.find(number);
    return extension != null && extension.voicemail() != null;
  }

  /// A message and when it came to lie where it lies.
  private record Placed(VoicemailMessage message, Instant since) {}

  private Map<String, Placed> there(String mailbox) {
    var there = new HashMap<String, Placed>();
    for (var stored : spool.listExactly(mailbox)) {
      var message = VoicemailMessage.of(stored);
      there.put(message.id(), new Placed(message, stored.storedAt()));
    }
    return there;
  }

  private void tellDifference(List<VoicemailMessage> before, Map<String, Placed> there) {
    var fresh = new HashMap<>(there);
    for (var old : before) {
      var now = fresh.remove(old.id());
      if (now == null) {
        known.delete(old.id());
        tell(VoicemailEvent.CHANGED, clock.instant(), old.asDeleted());
      } else if (!now.message().folder().equals(old.folder())) {
        known.save(now.message());
        tell(VoicemailEvent.CHANGED, now.since(), now.message());
      }
    }
    fresh
        .values()
        .forEach(placed -> {
          known.save(placed.message());
          tell(VoicemailEvent.RECEIVED, placed.since(), placed.message());
        });
  }

  private void tell(String type, Instant time, VoicemailMessage message) {
    events.publishEvent(new VoicemailEvent(type, time, message));
  }

  /// What the last owner of a number left is not for the next. What could not be removed at the end
  /// is removed before the number is given away again, or it is not given away.
  @EventListener
  void forget(PublicEvent event) {
    if (CHANGES_OF_OWNER.contains(event.type())) {
      event.extensions().forEach(this::forget);
    }
  }

  private void forget(String mailbox) {
    lock.lock();
    try {
      if (spool.isHere()) {
        spool.clear(mailbox);
      }
      known.forget(mailbox);
    } catch (IOException e) {
      throw new UncheckedIOException("The voicemail of " + mailbox + " can't be removed.", e);
    } finally {
      lock.unlock();
    }
  }
}
