package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.calls.tracking.CallChanged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes calls to the database behind the events: the event thread never waits for a disk.
///
/// What a call went through since it was last written waits. Its latest state and the news of every
/// step are written in one transaction, so that each step is told once, in order, and never without
/// the state that it tells of. While the database is away all waits in memory, where [#unwritten]
/// finds it.
@Component
class CallWriter implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CallWriter.class);
  private static final long FIRST_RETRY_MS = 200;
  private static final long LONGEST_RETRY_MS = 5_000;

  private final CallRepository repository;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Map<String, List<Step>> waiting = new LinkedHashMap<>();
  private final Set<String> withheld = new HashSet<>();
  private volatile @Nullable Thread thread;

  /// The state after a step of a call, and the news of it.
  private record Step(CallRow row, CallChanged news) {}

  CallWriter(
      CallRepository repository,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.transaction = transaction;
    this.events = events;
  }

  void write(CallRow row, CallChanged news) {
    locked(() -> {
      waiting.computeIfAbsent(row.call().id(), id -> new ArrayList<>()).add(new Step(row, news));
      changed.signal();
    });
  }

  /// The first step of a call that is stored already and not yet Asterisk's. Nothing is told of it
  /// until [#release]; [#drop] forgets it.
  void withhold(CallRow row) {
    locked(() -> {
      withheld.add(row.call().id());
      write(row, CallChanged.status(row.call()));
    });
  }

  void release(String id) {
    locked(() -> {
      withheld.remove(id);
      changed.signal();
    });
  }

  void drop(String id) {
    locked(() -> {
      withheld.remove(id);
      waiting.remove(id);
    });
  }

  @Nullable Call unwritten(String id) {
    lock.lock();
    try {
      var steps = waiting.get(id);
      return steps == null ? null : steps.getLast().row().call();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /// Writes all that waits now; throws when the database is away.
  private void writeWaiting(List<List<Step>> calls) {
    for (var steps : calls) {
      save(steps);
      locked(() -> written(steps));
    }
  }

  private void written(List<Step> steps) {
    var id = steps.getFirst().row().call().id();
    var left = waiting.get(id);
    if (left != null) {
      left.subList(0, steps.size()).clear();
      if (left.isEmpty()) {
        waiting.remove(id);
      }
    }
  }

  /// A row that the database will never take must not hold up the others.
  private void save(List<Step> steps) {
    var last = steps.getLast().row();
    try {
      transaction.executeWithoutResult(status -> {
        repository.save(last);
        steps.forEach(step -> events.publishEvent(step.news()));
      });
    } catch (DataIntegrityViolationException refused) {
      LOG.error("The state of call {} is lost: the database refuses it", last.call().id(), refused);
    }
  }

  private List<List<Step>> waitingNow() {
    lock.lock();
    try {
      return waiting.entrySet().stream()
          .filter(call -> !withheld.contains(call.getKey()))
          .map(call -> List.copyOf(call.getValue()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (withheld.containsAll(waiting.keySet())) {
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
        } catch (DataAccessException | TransactionException away) {
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
      } catch (DataAccessException | TransactionException away) {
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
