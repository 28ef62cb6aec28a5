package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.JournalEntry;
import com.unifiedbx.pbx.cdr.journal.JournalFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the import is: written by the importing thread, read by everybody, and shown as the
/// metrics `pbx.cdr.*`.
final class ImportProgress {

  private final Clock clock;
  private final Counter imported;
  private final Counter unreadable;
  private volatile boolean running;
  private volatile long lagBytes;
  private volatile Instant begun;
  private volatile Instant caughtUp;
  private volatile @Nullable Instant lastImport;
  private volatile @Nullable String trouble;

  ImportProgress(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.begun = clock.instant();
    this.caughtUp = begun;
    this.imported = meters.counter("pbx.cdr.imported");
    this.unreadable = meters.counter("pbx.cdr.unreadable");
    Gauge.builder("pbx.cdr.lag.bytes", this, progress -> progress.lagBytes)
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("pbx.cdr.lag", this, progress -> progress.lag().toMillis() / 1000.0)
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("pbx.cdr.last.import", this, ImportProgress::lastImportSeconds)
        .baseUnit("seconds")
        .description("Unix time of the last import, 0 when there was none")
        .register(meters);
  }

  ImportStatus status() {
    return new ImportStatus(
        running,
        lagBytes,
        lag(),
        (long) imported.count(),
        (long) unreadable.count(),
        lastImport,
        trouble);
  }

  void running(boolean now) {
    running = now;
  }

  /// True when this trouble is not the one of the last attempt.
  boolean trouble(String sentence) {
    var isNew = !sentence.equals(trouble);
    trouble = sentence;
    return isNew;
  }

  /// A pass begins and finds this; known before anything is read, and so while the database is
  /// away.
  void seen(List<JournalFile> files) throws IOException {
    long bytes = 0;
    for (var file : files) {
      bytes += Math.max(0, file.size() - Math.max(0, file.position()));
    }
    lagBytes = bytes;
    begun = clock.instant();
  }

  /// These entries are committed, and `rows` of them were new.
  void imported(int rows, List<JournalEntry> entries) {
    imported.increment(rows);
    unreadable.increment(entries.stream().filter(entry -> entry.line() == null).toList().size());
    lagBytes = Math.max(0, lagBytes - entries.stream().mapToLong(e -> e.raw().length).sum());
    if (rows > 0) {
      lastImport = clock.instant();
    }
  }

  /// A pass went well: all that it found is stored, except a record that is still being written.
  void passed() {
    trouble = null;
    if (lagBytes == 0) {
      caughtUp = begun;
    }
  }

  private Duration lag() {
    return lagBytes == 0 ? Duration.ZERO : Duration.between(caughtUp, clock.instant());
  }

  private double lastImportSeconds() {
    var last = lastImport;
    return last == null ? 0 : last.toEpochMilli() / 1000.0;
  }
}
