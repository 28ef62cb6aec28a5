package com.unifiedbx.pbx.cdr.recordings;

import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Fetches and deletes recordings by the record that they belong to.
@Service
class RecordingShelf {

  private final Cdrs cdrs;
  private final Recordings recordings;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transactions;

  RecordingShelf(
      Cdrs cdrs,
      Recordings recordings,
      ApplicationEventPublisher events,
      TransactionOperations transactions) {
    this.cdrs = cdrs;
    this.recordings = recordings;
    this.events = events;
    this.transactions = transactions;
  }

  /// A recording was deleted; the audit log keeps what it was.
  private record Deleted(String object, Recording before) implements Audited {

    @Override
    public String operation() {
      return "recording.delete";
    }

    @Override
    public @Nullable Object after() {
      return null;
    }
  }

  /// @param piece from 1
  Path file(String id, int piece) {
    var files = recordings.files(cdrs.get(id));
    if (piece < 1 || piece > files.size()) {
      throw Refusal.notFound("There is no such recording of this call.").asException();
    }
    return files.get(piece - 1);
  }

  /// Deletes all pieces. The audit's line is in this transaction and comes first, so nothing is
  /// deleted that is not written down.
  void delete(String id) {
    transactions.executeWithoutResult(_ -> deleteAll(id));
  }

  private void deleteAll(String id) {
    var cdr = cdrs.get(id);
    var files = recordings.files(cdr);
    if (files.isEmpty()) {
      throw Refusal.notFound("There is no such recording of this call.").asException();
    }
    for (var file : files) {
      events.publishEvent(
          new Deleted("cdr:" + cdr.id(), recordings.describe(file, Recordings.url(cdr))));
    }
    try {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
