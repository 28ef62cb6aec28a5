package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.kernel.PublicEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectMapper;

/// Appends what the rooms publish to the log: with the publisher's transaction, so that there is no
/// state without its event and no event without its state, or at once where there is none.
///
/// What a transaction publishes is kept until just before its commit and appended then in one go:
/// the order of the log is decided by a lock, and so nobody waits for a row while holding it.
@Component
class EventRecorder {

  private final EventRepository log;
  private final ObjectMapper json;

  EventRecorder(EventRepository log, ObjectMapper json) {
    this.log = log;
    this.json = json;
  }

  @EventListener
  void on(PublicEvent event) {
    EventType.scope(event.type());
    var made =
        new NewEvent(
            event.type(),
            event.time(),
            new TreeSet<>(event.extensions()),
            json.writeValueAsString(event.data()));
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      pending().add(made);
    } else {
      log.append(List.of(made));
    }
  }

  private Pending pending() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending known) {
      return known;
    }
    var first = new Pending();
    TransactionSynchronizationManager.registerSynchronization(first);
    TransactionSynchronizationManager.bindResource(this, first);
    return first;
  }

  /// The events of one transaction.
  private final class Pending implements TransactionSynchronization {

    private final List<NewEvent> events = new ArrayList<>();
    private boolean appended;

    void add(NewEvent event) {
      if (appended) {
        // Published by another's last deed before the commit.
        log.append(List.of(event));
      } else {
        events.add(event);
      }
    }

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(EventRecorder.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(EventRecorder.this, this);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(EventRecorder.this);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      log.append(events);
      appended = true;
    }
  }
}
