package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import com.unifiedbx.pbx.cdr.recordings.Recordings;
import com.unifiedbx.pbx.cdr.statistics.Tally;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// An import on a real database, as often restarted as a test wants.
final class TestImport {

  /// A process dies; nothing of ours catches it.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  final JdbcClient jdbc;
  final TestJournal journal;
  final List<Cdr> announced = Collections.synchronizedList(new ArrayList<>());
  final CdrProperties properties;
  private final DataSource database;

  TestImport(DataSource database, Path path, DataSize rotateAt, int batch) {
    this(database, path, rotateAt, batch, Duration.ofMillis(250));
  }

  TestImport(DataSource database, Path path, DataSize rotateAt, int batch, Duration poll) {
    this.database = database;
    this.jdbc = JdbcClient.create(database);
    this.journal = new TestJournal(path);
    this.properties =
        new CdrProperties(path, poll, Duration.ofSeconds(1), rotateAt, 1, batch, null, null);
  }

  static TestImport on(TestDatabase database, Path path) {
    return new TestImport(database.dataSource(), path, DataSize.ofMegabytes(8), 5);
  }

  /// A new process.
  CdrImport start(ImportProgress progress, Consumer<ImportStep> seam) {
    return new CdrImport(
        properties, surroundings(event -> announce((CdrCreated) event), progress, seam));
  }

  /// Of a process in which `listener` hears the events.
  CdrImport.Surroundings surroundings(ApplicationEventPublisher listener) {
    return surroundings(listener, progress(), _ -> {});
  }

  private CdrImport.Surroundings surroundings(
      ApplicationEventPublisher listener, ImportProgress progress, Consumer<ImportStep> seam) {
    return new CdrImport.Surroundings(
        new CdrStore(jdbc),
        new TransactionTemplate(new JdbcTransactionManager(database)),
        listener,
        new Recordings(null),
        progress,
        seam,
        Clock.systemUTC());
  }

  /// As the event log does: what is told in a transaction counts when that is committed.
  private void announce(CdrCreated event) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            announced.add(event.cdr());
          }
        });
  }

  Cdrs cdrs() {
    return new Cdrs(new CdrRepository(jdbc), new Tally(jdbc), new Recordings(null), progress());
  }

  static ImportProgress progress() {
    return new ImportProgress(new SimpleMeterRegistry(), Clock.systemUTC());
  }

  CdrImportLoop loop(ImportProgress progress) {
    return new CdrImportLoop(start(progress, _ -> {}), properties, progress);
  }

  /// One pass of a process of its own.
  ImportStatus pass() throws IOException {
    var progress = progress();
    try (var work = start(progress, _ -> {})) {
      work.pass();
      return progress.status();
    }
  }

  /// A process that dies when it reaches the step for the n-th time; false when it never does.
  boolean passKilledAt(ImportStep step, int nth) throws IOException {
    var seen = new int[1];
    Consumer<ImportStep> seam =
        reached -> {
          if (reached == step && ++seen[0] == nth) {
            throw new Killed();
          }
        };
    try (var work = start(progress(), seam)) {
      work.pass();
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /// The sequence numbers in the order of import.
  List<Integer> stored() {
    return jdbc.sql("select sequence from pbx.cdr order by id")
        .query((row, _) -> row.getInt(1))
        .list();
  }

  List<String> unreadable() {
    return jdbc.sql("select convert_from(raw, 'UTF8') from pbx.cdr_unreadable order by position")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Doubles would show here even if the table let them in.
  Set<Integer> storedOnce() {
    var all = stored();
    var once = Set.copyOf(all);
    if (once.size() != all.size()) {
      throw new AssertionError("Stored twice: " + all);
    }
    return once;
  }
}
