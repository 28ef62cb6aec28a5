package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.audit.ChainHead.Place;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Appends rows, inside a transaction that is about to commit.
///
/// A lock in the database puts all writers, on all nodes, in a row from here to their commit: only
/// so does each know the hash before its own. That is why it comes last in a transaction: it is
/// held for one insert and one commit, and whoever holds it waits for nobody.
final class AuditChain {

  private static final Logger log = LoggerFactory.getLogger(AuditChain.class);

  private final AuditRepository repository;
  private final ChainKey key;
  private final ChainHead head;

  AuditChain(AuditRepository repository, ChainKey key, ChainHead head) {
    this.repository = repository;
    this.key = key;
    this.head = head;
  }

  void append(List<AuditEntry> entries) {
    var last = last(repository.lockAndFindLast());
    var rows = new ArrayList<AuditRow>(entries.size());
    for (var entry : entries) {
      var row = key.link(last.seq() + 1, entry, last.hash());
      rows.add(row);
      last = new Place(row.seq(), row.hash());
    }
    repository.insert(rows);
    var newest = last;
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            head.remember(newest);
          }
        });
  }

  /// Rows that this instance has seen and the database no longer has leave a gap that stays: the
  /// chain goes on behind them, and `audit verify` names them.
  private Place last(Place stored) {
    var known = head.known();
    if (stored.seq() >= known.seq()) {
      return stored;
    }
    log.error(
        "The audit log ends at row {} and row {} was there already: somebody cut it off, or an"
            + " older backup was restored",
        stored.seq(),
        known.seq());
    return known;
  }

  ChainHead head() {
    return head;
  }

  ChainKey key() {
    return key;
  }
}
