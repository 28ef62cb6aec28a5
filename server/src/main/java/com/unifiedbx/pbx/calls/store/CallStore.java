package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.calls.tracking.CallPlan;
import com.unifiedbx.pbx.kernel.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Calls in the database. Written behind the events, so that the event thread never waits for a
/// disk: state, timeline and the public event of a step in one transaction, in order, each step
/// once, whichever server saw it.
///
/// While the database is away the steps wait in memory, where [#find] sees the latest, and are
/// written when it is back. What a crash takes with it is found again by resynchronisation.
public final class CallStore implements SmartLifecycle {

  /// Calls are stored before they are tracked, and after they no longer are.
  public static final int PHASE = 499;

  private static final Logger LOG = LoggerFactory.getLogger(CallStore.class);
  private static final int BATCH = 200;
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private record Step(CallPlan plan, CallChange change) {

    String id() {
      return change.call().id();
    }
  }

  private final CallRepository calls;
  private final DialledRepository dialled;
  private final TimelineRepository timeline;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher publisher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Step> waiting = new ArrayDeque<>();
  private final Map<String, Step> latest = new HashMap<>();
  private volatile @Nullable Thread thread;

  public CallStore(
      JdbcClient jdbc, TransactionOperations transactions, ApplicationEventPublisher publisher) {
    this.calls = new CallRepository(jdbc);
    this.dialled = new DialledRepository(jdbc);
    this.timeline = new TimelineRepository(jdbc);
    this.transactions = transactions;
    this.publisher = publisher;
  }

  /// Keeps a call that Asterisk has not been told of yet. Nothing is told of it either.
  ///
  /// It survives this process at once, and a crash of the database's machine a moment later; until
  /// then this process has it and writes it again with its next step. Nobody waits for the disk.
  public void keep(CallRow row) {
    transactions.executeWithoutResult(_ -> {
      calls.letDiskFollow();
      calls.save(row);
    });
  }

  /// The same for a caller whose fence limits calls: counted and kept at once, so that two requests
  /// at the same moment can't both be the last that is allowed, on whichever node.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `fence_calls`
  public void keepWithin(CallRow row, String applicationId, Fence fence) {
    transactions.executeWithoutResult(_ -> {
      countOne(applicationId, fence, row.call().times().createdAt());
      calls.save(row);
    });
  }

  /// Counts a leg that is about to be dialled for a call that stands, if the fence limits calls.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `fence_calls`
  public void count(String applicationId, Fence fence, Instant now) {
    if (fence.limitsCalls()) {
      transactions.executeWithoutResult(_ -> countOne(applicationId, fence, now));
    }
  }

  private void countOne(String applicationId, Fence fence, Instant now) {
    dialled.lock(applicationId);
    demandMore(applicationId, fence, now);
    dialled.add(applicationId, now);
  }

  /// Demands that one more may be dialled, without counting it.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `fence_calls`
  public void demandMore(String applicationId, Fence fence, Instant now) {
    if (fence.limitsCalls()) {
      fence.demandCalls(
          dialled.countSince(applicationId, now.minus(Duration.ofMinutes(1))),
          dialled.countSince(applicationId, now.minus(Duration.ofDays(1))));
    }
  }

  /// Forgets what counts no more.
  public void purge(Instant now) {
    dialled.deleteBefore(now.minus(Duration.ofDays(1)));
  }

  /// Forgets a call that Asterisk never took.
  public void forget(String id) {
    calls.delete(id);
  }

  /// Takes steps to be written soon.
  public void write(CallPlan plan, List<CallChange> changes) {
    lock.lock();
    try {
      for (var change : changes) {
        var step = new Step(plan, change);
        waiting.add(step);
        latest.put(step.id(), step);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The call as it was last, written or not.
  public @Nullable Call find(String id) {
    var unwritten = unwritten(id);
    return unwritten == null ? calls.find(id) : unwritten;
  }

  public @Nullable Call unwritten(String id) {
    lock.lock();
    try {
      var step = latest.get(id);
      return step == null ? null : step.change().call();
    } finally {
      lock.unlock();
    }
  }

  public List<CallRow> listUnfinished() {
    return calls.listUnfinished();
  }

  /// Newest first.
  public Page<Call> list(CallFilter filter, int limit, @Nullable String cursor) {
    return calls.list(filter, limit, cursor == null ? null : Place.parse(cursor));
  }

  /// What happened to a call, written or not: whoever has seen a state of it finds here the step
  /// that led to it.
  public List<TimelineEntry> timeline(String id) {
    var waitingOfIt = waiting(id);
    return timeline.list(id, waitingOfIt);
  }

  private List<CallChange> waiting(String id) {
    lock.lock();
    try {
      return waiting.stream().filter(step -> step.id().equals(id)).map(Step::change).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Writes what waits now; throws when the database is away.
  private void writeWaiting() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        save(batch);
      } catch (DataIntegrityViolationException refused) {
        batch.forEach(this::saveAlone);
      }
      written(batch);
    }
  }

  private List<Step> next() {
    lock.lock();
    try {
      return waiting.stream().limit(BATCH).toList();
    } finally {
      lock.unlock();
    }
  }

  private void written(List<Step> batch) {
    lock.lock();
    try {
      for (var step : batch) {
        waiting.removeFirst();
        latest.remove(step.id(), step);
      }
    } finally {
      lock.unlock();
    }
  }

  /// A step that the database will never take must not hold up the others.
  private void saveAlone(Step step) {
    try {
      save(List.of(step));
    } catch (DataIntegrityViolationException refused) {
      LOG.error("A step of call {} is lost: the database refuses it", step.id(), refused);
    }
  }

  private void save(List<Step> batch) {
    transactions.executeWithoutResult(_ -> {
      var states = new LinkedHashMap<String, CallRow>();
      for (var step : batch) {
        states.put(step.id(), new CallRow(step.change().call(), step.plan()));
      }
      states.values().forEach(calls::save);
      for (var step : batch) {
        tell(step.change());
      }
    });
  }

  private void tell(CallChange change) {
    var type = change.type();
    if (type != null && timeline.add(type, change)) {
      publisher.publishEvent(CallEvent.of(type, change));
    }
  }

  /// Waits for steps, or for a while when there is no hope yet; false once the store is stopped.
  private boolean awaitWork(Duration pause) {
    lock.lock();
    try {
      var nanos = pause.toNanos();
      while (thread != null && (nanos > 0 || waiting.isEmpty())) {
        if (nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        } else {
          changed.await();
        }
      }
      return thread != null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    var pause = Duration.ZERO;
    while (awaitWork(pause)) {
      try {
        writeWaiting();
        pause = Duration.ZERO;
      } catch (DataAccessException | TransactionException away) {
        LOG.warn("Calls can't be written, {} steps wait: {}", waitingNow(), away.getMessage());
        pause = longer(pause);
      } catch (RuntimeException fault) {
        LOG.error("Calls can't be written, {} steps wait", waitingNow(), fault);
        pause = LONGEST_RETRY;
      }
    }
  }

  private static Duration longer(Duration pause) {
    var next = pause.isZero() ? FIRST_RETRY : pause.multipliedBy(2);
    return next.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : next;
  }

  private int waitingNow() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    var writer = Thread.ofVirtual().name("call-store").unstarted(this::run);
    thread = writer;
    writer.start();
  }

  /// Writes what waits, once; what can't be written now is found again by resynchronisation.
  /// Nothing is interrupted, for that would break the connection to the database.
  @Override
  public void stop() {
    var running = thread;
    if (running == null) {
      return;
    }
    lock.lock();
    try {
      thread = null;
      changed.signal();
    } finally {
      lock.unlock();
    }
    awaitEnd(running);
    try {
      writeWaiting();
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("{} steps of calls could not be written before the stop", waitingNow());
    }
  }

  private static void awaitEnd(Thread running) {
    try {
      running.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
