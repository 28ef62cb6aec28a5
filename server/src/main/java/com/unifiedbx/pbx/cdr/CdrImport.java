package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.CdrJournal;
import com.unifiedbx.pbx.cdr.journal.JournalFile;
import com.unifiedbx.pbx.cdr.recordings.Recordings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings a journal into the database, exactly once and in order.
///
/// Rows and position are committed together, so a process may die anywhere: what was committed is
/// behind the position, what was not is read again. Should a file have to be read anew, because it
/// was exchanged or damaged, the key of the rows keeps them single. For one thread at a time.
final class CdrImport implements AutoCloseable {

  private static final Duration AHEAD = Duration.ofDays(28);

  private final CdrProperties properties;
  private final CdrJournal journal;
  private final CdrStore store;
  private final CdrBatches batches;
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
      Recordings recordings,
      ImportProgress progress,
      Consumer<ImportStep> seam,
      Clock clock) {}

  CdrImport(CdrProperties properties, Surroundings around) {
    this.properties = properties;
    this.journal = new CdrJournal(Objects.requireNonNull(properties.journal()));
    this.store = around.store;
    this.batches = new CdrBatches(name(), around);
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
    if (place(files)) {
      progress.seen(files);
    }
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

  /// Finds out how far a former process came; true when there was a file to ask for.
  private boolean place(List<JournalFile> files) throws IOException {
    var asked = false;
    for (var file : files) {
      if (!file.isPlaced()) {
        var place = store.find(name(), file.inode());
        file.place(
            place == null ? 0 : place.position(), place == null ? new byte[0] : place.mark());
        asked = true;
      }
    }
    return asked;
  }

  private void drain(JournalFile file, boolean complete) throws IOException {
    file.replaceIfRewritten();
    while (!stopping) {
      var entries = file.read(properties.batch(), complete);
      if (entries.isEmpty()) {
        return;
      }
      seam.accept(ImportStep.READ);
      batches.write(file, entries);
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
}
