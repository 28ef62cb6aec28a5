package com.unifiedbx.pbx.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Writes what is no change in the database: many rows with one commit, and nobody waits.
///
/// While the database is away entries are kept; beyond [#MOST] they are counted, and a row tells
/// how many were lost. A kill of the process loses the entries of the last moments, a normal end
/// none. One thread writes; any may add.
final class AuditQueue implements SmartLifecycle {

  /// Some minutes of a busy system without its database.
  static final int MOST = 20_000;

  private static final Logger log = LoggerFactory.getLogger(AuditQueue.class);
  private static final int BATCH = 500;
  private static final long PAUSE_MILLIS = 500;

  /// Batches fill up meanwhile, and a commit is shared.
  private static final long GATHER_MILLIS = 20;

  private final AuditLog audit;
  private final AuditEntries entries;
  private final LinkedBlockingQueue<AuditEntry> waiting = new LinkedBlockingQueue<>(MOST);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong unwritten = new AtomicLong();
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  AuditQueue(AuditLog audit, AuditEntries entries) {
    this.audit = audit;
    this.entries = entries;
  }

  void add(AuditEntry entry) {
    unwritten.incrementAndGet();
    if (!waiting.offer(entry)) {
      unwritten.decrementAndGet();
      lost.incrementAndGet();
    }
  }

  /// Whether everything added so far is in the database.
  boolean isIdle() {
    return unwritten.get() == 0;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("audit-queue").start(this::write);
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Starts before what serves requests and ends after it.
  @Override
  public int getPhase() {
    return 0;
  }

  private void write() {
    var batch = new ArrayList<AuditEntry>();
    while (running || !waiting.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          gather(batch);
        }
        if (!batch.isEmpty()) {
          append(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    audit.saveHead();
  }

  private void gather(List<AuditEntry> batch) throws InterruptedException {
    var first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      audit.saveHead();
      return;
    }
    batch.add(first);
    Thread.sleep(GATHER_MILLIS);
    waiting.drainTo(batch, BATCH - 1);
  }

  private void append(List<AuditEntry> batch) throws InterruptedException {
    var missed = lost.get();
    try {
      if (missed > 0) {
        audit.append(List.of(gap(missed)));
        lost.addAndGet(-missed);
      }
      audit.append(batch);
      unwritten.addAndGet(-batch.size());
      batch.clear();
    } catch (NonTransientDataAccessException e) {
      appendOneByOne(batch, e);
    } catch (DataAccessException | TransactionException e) {
      log.warn("{} audit rows wait for the database: {}", unwritten.get(), e.getMessage());
      if (!running) {
        log.error("{} audit rows could not be written before the end", unwritten.get());
        waiting.clear();
        batch.clear();
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /// One entry that the database refuses must not hold up all that come after it.
  private void appendOneByOne(List<AuditEntry> batch, NonTransientDataAccessException failure)
      throws InterruptedException {
    if (failure instanceof DataAccessResourceFailureException) {
      Thread.sleep(PAUSE_MILLIS);
      return;
    }
    for (var entry : List.copyOf(batch)) {
      try {
        audit.append(List.of(entry));
      } catch (NonTransientDataAccessException e) {
        log.error("The audit row of {} can't be written", entry.operation(), e);
        lost.incrementAndGet();
      }
      batch.remove(entry);
      unwritten.decrementAndGet();
    }
  }

  private AuditEntry gap(long missed) {
    return entries.of("audit.gap", "audit:" + missed + "-rows", Outcome.FAILED, "queue_full");
  }
}
