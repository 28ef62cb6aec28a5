package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.SecurityEvent;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Rehearsed;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Hears what the rooms of the server publish, and sees to it that one action gives one row.
///
/// A change inside a transaction is committed with its row. What has no transaction (a call is
/// Asterisk's, not the database's) is written a moment later, and so is an action that changed
/// nothing.
class AuditTrail {

  /// The action that this thread is busy with: whether a room has told of it, or that there is
  /// nothing to tell.
  private static final class Action {
    boolean told;
  }

  private static final ThreadLocal<@Nullable Action> CURRENT = new ThreadLocal<>();
  private final AuditLog audit;
  private final AuditQueue queue;
  private final AuditEntries entries;

  AuditTrail(AuditLog audit, AuditQueue queue, AuditEntries entries) {
    this.audit = audit;
    this.queue = queue;
    this.entries = entries;
  }

  @EventListener
  void on(Audited change) {
    var entry = entries.of(change, Actor.current());
    var action = CURRENT.get();
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      audit.join(entry, () -> told(action));
    } else {
      queue.add(entry);
      told(action);
    }
  }

  @EventListener
  void on(Rehearsed nothing) {
    told(CURRENT.get());
  }

  @EventListener
  void on(SecurityEvent event) {
    queue.add(entries.of(event));
  }

  /// An operation of the API begins on this thread.
  void begin() {
    CURRENT.set(new Action());
  }

  /// It has ended; unless a room told of it, this is its row.
  void end(String operation, String object, Outcome outcome, @Nullable String error) {
    var action = CURRENT.get();
    CURRENT.remove();
    if (action == null || !action.told) {
      queue.add(entries.of(operation, object, outcome, error));
    }
  }

  private static void told(@Nullable Action action) {
    if (action != null) {
      action.told = true;
    }
  }
}
