package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes the audit log and reads it.
///
/// A change and its row are committed together: there is neither without the other. The server and
/// the command line use this same service, each over its own connection. Threads: any.
public class AuditLog {

  /// The entries that wait for the commit of what they tell: those of one transaction are linked
  /// and written together.
  private final class Joined implements TransactionSynchronization {

    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<Runnable> whenCommitted = new ArrayList<>();

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(AuditLog.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(AuditLog.this, this);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      chain.append(List.copyOf(entries));
      entries.clear();
    }

    @Override
    public void afterCommit() {
      whenCommitted.forEach(Runnable::run);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(AuditLog.this);
    }
  }

  private final AuditRepository repository;
  private final AuditChain chain;
  private final TransactionTemplate transaction;
  private final AuditEntries entries;

  AuditLog(
      AuditRepository repository,
      AuditChain chain,
      TransactionTemplate transaction,
      AuditEntries entries) {
    this.repository = repository;
    this.chain = chain;
    this.transaction = transaction;
    this.entries = entries;
  }

  /// The log over a database of its own, as the command line needs it.
  ///
  /// @param head the file that remembers the newest row
  public static AuditLog over(DataSource dataSource, Secret key, Path head, Clock clock) {
    var repository = new AuditRepository(dataSource);
    return new AuditLog(
        repository,
        new AuditChain(repository, new ChainKey(key), new ChainHead(head)),
        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
        new AuditEntries(clock));
  }

  /// Writes the row of a change: with the transaction that is open here, or at once.
  public void record(Audited change, Actor by) {
    var entry = entries.of(change, by);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      join(entry, () -> {});
    } else {
      append(List.of(entry));
    }
    chain.head().save();
  }

  /// Has the entry written when the open transaction commits, after everything else that it does.
  void join(AuditEntry entry, Runnable whenCommitted) {
    var joined = joined();
    joined.entries.add(entry);
    joined.whenCommitted.add(whenCommitted);
  }

  private Joined joined() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Joined known) {
      return known;
    }
    var first = new Joined();
    TransactionSynchronizationManager.registerSynchronization(first);
    TransactionSynchronizationManager.bindResource(this, first);
    return first;
  }

  /// Writes entries in a transaction of their own.
  void append(List<AuditEntry> batch) {
    transaction.executeWithoutResult(status -> chain.append(batch));
  }

  /// Writes down, outside the database, how far the log goes.
  public void saveHead() {
    chain.head().save();
  }

  /// Rows that pass the filter, newest first.
  ///
  /// @param cursor `nextCursor` of the page before, or null for the first
  public Page<AuditEvent> list(AuditFilter filter, int limit, @Nullable String cursor) {
    var events = listBefore(filter, limit + 1, position(cursor));
    var more = events.size() > limit;
    var items = more ? events.subList(0, limit) : events;
    return new Page<>(items, more ? items.getLast().id() : null, count(filter));
  }

  List<AuditEvent> listBefore(AuditFilter filter, int limit, long before) {
    return repository.list(filter, limit, before).stream().map(AuditEvent::of).toList();
  }

  public long count(AuditFilter filter) {
    return repository.count(filter);
  }

  /// The number in a cursor; above all numbers when there is none.
  static long position(@Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    if (!cursor.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.badValue("cursor", "This cursor is none of this list.").asException();
    }
    return Long.parseLong(cursor);
  }

  /// Gives all rows that pass the filter, newest first, a page at a time.
  public void forEach(AuditFilter filter, Consumer<AuditEvent> reader) {
    var before = Long.MAX_VALUE;
    while (true) {
      var page = listBefore(filter, Page.MAX_LIMIT, before);
      page.forEach(reader);
      if (page.size() < Page.MAX_LIMIT) {
        return;
      }
      before = Long.parseLong(page.getLast().id());
    }
  }

  /// Checks the whole chain as it is at one moment, and that it goes as far as this instance
  /// remembers.
  ///
  /// @param expected a place written down earlier, `seq:hash` of a verdict, or null
  public Verdict verify(@Nullable String expected) {
    var head = chain.head();
    var places = new ArrayList<>(List.of(head.known()));
    if (expected != null) {
      var place = ChainHead.parse(expected);
      if (place == null) {
        throw Refusal.badValue(
                "expect", "'" + expected + "' is no head as `audit verify` prints it.")
            .asException();
      }
      places.add(place);
    }
    var found = transaction.execute(_ -> new Verification(repository, chain.key(), places).run());
    return Objects.requireNonNull(found).with(head.loss());
  }
}
