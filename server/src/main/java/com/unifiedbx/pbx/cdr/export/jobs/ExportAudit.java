package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.SecurityEvent;
import com.unifiedbx.pbx.kernel.Audited;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Tells the audit log who had records exported and who fetched them: exporting changes nothing,
/// but takes everything.
@Component
class ExportAudit {

  private final ApplicationEventPublisher events;
  private final TransactionOperations transactions;

  ExportAudit(ApplicationEventPublisher events, TransactionOperations transactions) {
    this.events = events;
    this.transactions = transactions;
  }

  private record Changed(
      String operation, String object, @Nullable Object before, @Nullable Object after)
      implements Audited {}

  /// A job is made, in one transaction with its row of the log.
  void added(StoredJob job, Runnable change) {
    transactions.executeWithoutResult(_ -> {
      change.run();
      events.publishEvent(new Changed("cdr-export.add", object(job), null, job.shown(null)));
    });
  }

  /// The same for one that its owner ends.
  ///
  /// @param change what becomes of it; returns the verb that the log has for it
  void ended(StoredJob job, Supplier<String> change) {
    transactions.executeWithoutResult(_ -> {
      var verb = change.get();
      events.publishEvent(new Changed("cdr-export." + verb, object(job), job.shown(null), null));
    });
  }

  /// @param range what was asked for of the file; null for all
  void fetched(StoredJob job, Caller by, @Nullable String range) {
    events.publishEvent(
        new SecurityEvent(
            "cdr-export.download",
            object(job),
            null,
            by,
            by.address(),
            range == null ? null : Map.of("range", range)));
  }

  private static String object(StoredJob job) {
    return "cdr-export:" + job.id();
  }
}
