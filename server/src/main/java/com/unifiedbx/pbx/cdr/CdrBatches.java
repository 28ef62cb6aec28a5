package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.JournalEntry;
import com.unifiedbx.pbx.cdr.journal.JournalFile;
import com.unifiedbx.pbx.cdr.recordings.Recordings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores what was read from a journal: rows, bytes put aside and the position in one transaction,
/// in which the listeners hear of each new record once.
final class CdrBatches {

  private static final Logger LOG = LoggerFactory.getLogger(CdrBatches.class);

  private final String journal;
  private final CdrStore store;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Recordings recordings;
  private final ImportProgress progress;
  private final Consumer<ImportStep> seam;

  CdrBatches(String journal, CdrImport.Surroundings around) {
    this.journal = journal;
    this.store = around.store();
    this.transaction = around.transaction();
    this.events = around.events();
    this.recordings = around.recordings();
    this.progress = around.progress();
    this.seam = around.seam();
  }

  /// Stores the batch as a whole, or one by one when the database refuses something in it: one
  /// record that can't be stored must not stop all the others.
  void write(JournalFile file, List<JournalEntry> entries) throws IOException {
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
              cdrs.forEach(cdr -> events.publishEvent(new CdrCreated(recordings.on(cdr))));
              putAside(entries);
              store.save(journal, new CdrStore.Place(file.inode(), end, mark));
              seam.accept(ImportStep.WRITTEN);
              return cdrs;
            }));
    file.advance(end, mark);
    seam.accept(ImportStep.COMMITTED);
    progress.imported(added.size(), entries);
  }

  private void putAside(List<JournalEntry> entries) {
    for (var entry : entries) {
      if (entry.line() == null) {
        store.setAside(journal, entry);
        LOG.warn(
            "Bytes {} to {} of the call detail journal are no record and are put aside: {}",
            entry.start(),
            entry.end(),
            entry.why());
      }
    }
  }

  /// SQLSTATE classes 22 (a value), 23 (a constraint), 54 (a limit): trying again would not help.
  private static boolean isAboutTheData(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
        && sql.getSQLState() != null
        && Set.of("22", "23", "54").contains(sql.getSQLState().substring(0, 2));
  }
}
