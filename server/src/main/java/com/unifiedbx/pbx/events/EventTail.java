package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.signals.SignalListener;
import com.unifiedbx.pbx.signals.Signals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Reads the log for this node: every event once, woken by the database ([Signals]), and hands it
/// to the readers.
///
/// While the line to the database is lost nothing is: the next look begins behind the last event
/// that was seen. A look without being woken comes every ten seconds, should a signal ever be lost.
@Component
class EventTail implements SmartLifecycle, SignalListener {

  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

  /// Before whatever publishes, so that the first reader finds it at work.
  private static final int PHASE = 400;

  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(2);
  private static final int BATCH = 500;
  private static final int AT_START = 2_048;

  private final Signals signals;
  private final EventRepository log;
  private final RecentEvents recent;
  private final EventReaders readers;
  private final AtomicLong told = new AtomicLong();
  private volatile boolean running;
  private volatile boolean news;
  private volatile Thread thread = Thread.currentThread();

  EventTail(Signals signals, EventRepository log, RecentEvents recent, EventReaders readers) {
    this.signals = signals;
    this.log = log;
    this.recent = recent;
    this.readers = readers;
    signals.listen("pbx_event", this);
  }

  /// Whether new events are heard of at once.
  boolean isListening() {
    return running && signals.isListening();
  }

  /// How many events this node has read since it started.
  long told() {
    return told.get();
  }

  @Override
  public void signalled(String payload) {
    wake();
  }

  @Override
  public void lineMade() {
    wake();
  }

  private void wake() {
    news = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void start() {
    recent.begin(log.newest(AT_START));
    running = true;
    thread = Thread.ofPlatform().daemon().name("event-tail").start(this::follow);
  }

  /// Lets a look run out, which harms no connection.
  @Override
  public void stop() {
    running = false;
    wake();
    try {
      if (!thread.join(END)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void follow() {
    while (running) {
      try {
        news = false;
        readOn();
        sleep(LONGEST_SLEEP);
      } catch (DataAccessException e) {
        LOG.warn("The event log can't be followed, trying again: {}", e.getMessage());
        sleep(RETRY);
      }
    }
  }

  private void sleep(Duration atMost) {
    if (!news) {
      LockSupport.parkNanos(this, atMost.toNanos());
    }
  }

  private void readOn() {
    var next = log.after(recent.head(), BATCH);
    while (!next.isEmpty()) {
      recent.add(next);
      told.addAndGet(next.size());
      readers.wake();
      next = next.size() < BATCH ? List.of() : log.after(recent.head(), BATCH);
    }
  }
}
