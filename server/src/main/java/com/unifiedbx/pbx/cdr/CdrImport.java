package com.unifiedbx.pbx.cdr;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings a journal into the database, exactly once and in order.
///
/// Rows and position are committed together, so a process may die anywhere: what was committed is
/// behind the position, what was not is read again. Should a file have to be read anew, because it
/// was exchanged or damaged, the key of the rows keeps them single. For one thread at a time.
final class CdrImport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CdrImport.class);
  private static final Duration AHEAD = Duration.ofDays(28);

  private final CdrProperties properties;
  private final CdrJournal journal;
  private final CdrStore store;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final ImportProgress progress;
  private final Consumer<ImportStep> seam;
  private final Clock clock;
  private Set<Long> stored = Set.of();
  private volatile boolean stopping;

  /// What the import works with.
  ///
  /// @param seam is told of every step; does nothing in the product
  record Surroundings(
      CdrStore store,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      ImportProgress progress,
      Consumer<ImportStep> seam,
      Clock clock) {}

  CdrImport(CdrProperties properties, Surroundings around) {
    this.properties = properties;
    this.journal = new CdrJournal(Objects.requireNonNull(properties.journal()));
    this.store = around.store;
    this.transaction = around.transaction;
    this.events = around.events;
    this.progress = around.progress;
    this.seam = around.seam;
    this.clock = around.clock;
  }

  CdrJournal journal() {
    return journal;
  }

  /// One look at the journal: imports all that is there and tidies up.
  ///
  /// @throws DataAccessException when the database is away; nothing is lost, look again later
  void pass() throws IOException {
    var ours = journal.isOurs();
    progress.running(ours);
    if (!ours) {
      return;
    }
    var files = journal.files();
    progress.seen(files);
    store.makeMonth(clock.instant());
    store.makeMonth(clock.instant().plus(AHEAD));
    for (var file : files) {
      drain(file, file != files.getLast());
    }
    progress.passed();
    if (!files.isEmpty()) {
      tidy(files);
    }
  }

  /// Lets the running pass end behind its present batch. For any thread.
  void stop() {
    stopping = true;
  }

  @Override
  public void close() throws IOException {
    progress.running(false);
    journal.close();
  }

  private void drain(JournalFile file, boolean complete) throws IOException {
    if (!file.isPlaced()) {
      var place = store.find(name(), file.inode());
      file.place(place == null ? 0 : place.position(), place == null ? new byte[0] : place.mark());
    }
    file.replaceIfRewritten();
    while (!stopping) {
      var entries = file.read(properties.batch(), complete);
      if (entries.isEmpty()) {
        return;
      }
      seam.accept(ImportStep.READ);
      write(file, entries);
    }
  }

  /// Stores the batch as a whole, or one by one when the database refuses something in it: one
  /// record that can't be stored must not stop all the others.
  private void write(JournalFile file, List<JournalEntry> entries) throws IOException {
    try {
      commit(file, entries);
    } catch (DataAccessException e) {
      if (!isAboutTheData(e)) {
        throw e;
      }
      if (entries.size() == 1 && entries.getFirst().line() != null) {
        var why = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
        LOG.warn("A call detail record could not be stored and is put aside: {}", why);
        commit(file, List.of(entries.getFirst().asUnreadable(String.valueOf(why))));
        return;
      }
      if (entries.size() == 1) {
        throw e;
      }
      for (var entry : entries) {
        write(file, List.of(entry));
      }
    }
  }

  private void commit(JournalFile file, List<JournalEntry> entries) throws IOException {
    var lines = entries.stream().map(JournalEntry::line).filter(Objects::nonNull).toList();
    lines.forEach(line -> store.makeMonth(line.start()));
    var end = entries.getLast().end();
    var mark = file.fingerprintAt(end);
    var added =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var cdrs = lines.isEmpty() ? List.<Cdr>of() : store.add(lines);
              putAside(entries);
              store.save(name(), new CdrStore.Place(file.inode(), end, mark));
              seam.accept(ImportStep.WRITTEN);
              return cdrs;
            }));
    file.advance(end, mark);
    seam.accept(ImportStep.COMMITTED);
    progress.imported(added.size(), entries);
    if (!added.isEmpty()) {
      announce(added);
      seam.accept(ImportStep.ANNOUNCED);
    }
  }

  private void putAside(List<JournalEntry> entries) {
    for (var entry : entries) {
      if (entry.line() == null) {
        store.setAside(name(), entry);
        LOG.warn(
            "Bytes {} to {} of the call detail journal are no record and are put aside: {}",
            entry.start(),
            entry.end(),
            entry.why());
      }
    }
  }

  // The rows are committed: whatever a listener does wrong must not keep the next ones out.
  private void announce(List<Cdr> added) {
    try {
      events.publishEvent(new CdrsImported(added));
    } catch (RuntimeException e) {
      LOG.error("A listener failed on {} new call detail records", added.size(), e);
    }
  }

  private void tidy(List<JournalFile> files) throws IOException {
    var current = files.getLast();
    if (current.path().equals(journal.path())
        && current.isReadToEnd()
        && current.position() >= properties.rotateAt().toBytes()) {
      journal.rotate();
      seam.accept(ImportStep.RENAMED);
    }
    var done = new ArrayList<JournalFile>();
    for (var file : files.subList(0, files.size() - 1)) {
      if (file.isReadToEnd()) {
        done.add(file);
      }
    }
    journal.prune(done, properties.keep());
    seam.accept(ImportStep.DELETED);
    var inodes = files.stream().map(JournalFile::inode).collect(Collectors.toSet());
    if (!inodes.equals(stored)) {
      store.keepOnly(name(), inodes);
      stored = inodes;
    }
  }

  private String name() {
    return journal.path().toString();
  }

  /// SQLSTATE classes 22 (a value), 23 (a constraint), 54 (a limit): trying again would not help.
  private static boolean isAboutTheData(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
        && sql.getSQLState() != null
        && Set.of("22", "23", "54").contains(sql.getSQLState().substring(0, 2));
  }
}
