package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Takes over the unfinished calls of the last run, then keeps time for all calls.
@Component
class CallTimers implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CallTimers.class);
  private static final Duration TICK = Duration.ofMillis(250);

  /// Events are complete by promise; this is for the day when the promise breaks.
  private static final Duration COMPARE = Duration.ofSeconds(30);

  private static final Duration PURGE = Duration.ofHours(1);

  private final LiveCalls live;
  private final CallStore store;
  private final IdempotentAnswers answers;
  private @Nullable ScheduledExecutorService clockwork;

  CallTimers(LiveCalls live, CallStore store, IdempotentAnswers answers) {
    this.live = live;
    this.store = store;
    this.answers = answers;
  }

  @Override
  public void start() {
    store.listUnfinished().forEach(live::add);
    clockwork =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-timers").factory());
    every(TICK, live::tick);
    every(COMPARE, () -> live.compare(COMPARE));
    every(PURGE, answers::purge);
    every(PURGE, () -> store.purge(Instant.now()));
  }

  private void every(Duration period, Runnable job) {
    if (clockwork != null) {
      var millis = period.toMillis();
      var _ = clockwork.scheduleWithFixedDelay(safely(job), millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /// A job that throws would never run again.
  private static Runnable safely(Runnable job) {
    return () -> {
      try {
        job.run();
      } catch (RefusedException | DataAccessException away) {
        LOG.debug("Put off: {}", away.getMessage());
      } catch (RuntimeException fault) {
        LOG.error("A timer's job failed", fault);
      }
    };
  }

  @Override
  public void stop() {
    if (clockwork != null) {
      clockwork.shutdownNow();
      clockwork = null;
    }
  }

  @Override
  public boolean isRunning() {
    return clockwork != null;
  }

  @Override
  public int getPhase() {
    return LiveCalls.PHASE;
  }
}
