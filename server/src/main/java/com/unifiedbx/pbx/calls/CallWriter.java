package com.unifiedbx.pbx.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// Writes calls to the database behind the events: the event thread never waits for a disk.
///
/// Only the latest state of each call waits. While the database is away the states stay in memory,
/// where [#unwritten] finds them, and are written when it is back.
@Component
class CallWriter implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CallWriter.class);
  private static final long FIRST_RETRY_MS = 200;
  private static final long LONGEST_RETRY_MS = 5_000;

  private final CallRepository repository;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, CallRow> waiting = new LinkedHashMap<>();
  private volatile @Nullable Thread thread;

  CallWriter(CallRepository repository) {
    this.repository = repository;
  }

  void write(CallRow row) {
    lock.lock();
    try {
      waiting.put(row.call().id(), row);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Call unwritten(String id) {
    lock.lock();
    try {
      var row = waiting.get(id);
      return row == null ? null : row.call();
    } finally {
      lock.unlock();
    }
  }

  /// Writes all that waits now; throws when the database is away.
  private void writeWaiting(List<CallRow> rows) {
    for (var row : rows) {
      save(row);
      lock.lock();
      try {
        waiting.remove(row.call().id(), row);
      } finally {
        lock.unlock();
      }
    }
  }

  /// A row that the database will never take must not hold up the others.
  private void save(CallRow row) {
    try {
      repository.save(row);
    } catch (DataIntegrityViolationException refused) {
      LOG.error("The state of call {} is lost: the database refuses it", row.call().id(), refused);
    }
  }

  private List<CallRow> waitingNow() {
    lock.lock();
    try {
      return List.copyOf(waiting.values());
    } finally {
      lock.unlock();
    }
  }

  private void awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    var retry = FIRST_RETRY_MS;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        awaitWork();
        try {
          writeWaiting(waitingNow());
          retry = FIRST_RETRY_MS;
        } catch (DataAccessException away) {
          LOG.warn("Calls can't be written, {} wait: {}", waitingNow().size(), away.getMessage());
          Thread.sleep(retry);
          retry = Math.min(LONGEST_RETRY_MS, retry * 2);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("call-writer").start(this::run);
  }

  /// Writes what waits, once; what can't be written now is found again by resynchronisation.
  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        writeWaiting(waitingNow());
      } catch (DataAccessException away) {
        LOG.warn("{} calls could not be written before the stop", waitingNow().size());
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return LiveCalls.PHASE - 1;
  }
}
