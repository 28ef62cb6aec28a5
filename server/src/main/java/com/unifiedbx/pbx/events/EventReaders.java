package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The readers of this node, and the thread that wakes them.
///
/// Readers are woken in rounds. A round takes the longer the more readers there are (40 ms for a
/// thousand), so that under load each turn of a reader carries several events; with few readers
/// nobody waits. Within a round readers are woken a few at a time: all at once they would stand in
/// line for the processors, and whatever else runs, the next event's way into the log for one,
/// behind them. At the latest after half a second there is a round even when nothing happened: then
/// readers look whether they may go on.
@Component
class EventReaders implements SmartLifecycle {

  /// How long readers sleep when nothing happens.
  private static final Duration TICK = Duration.ofMillis(500);

  private static final long NANOS_PER_READER = 40_000;

  /// How many are woken at a time.
  private static final int AT_A_TIME = 25;

  /// How long a stop waits for clients to take the last words.
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  /// How many readers may read the log at a time, which the rest of the product needs as well.
  private static final int AT_THE_LOG = 3;

  private final EventsProperties properties;
  private final Set<EventReader> readers = ConcurrentHashMap.newKeySet();
  private final AtomicLong caughtUp = new AtomicLong();
  private final Semaphore atTheLog = new Semaphore(AT_THE_LOG, true);
  private volatile boolean running;
  private volatile boolean news;
  private volatile Thread thread = Thread.currentThread();

  EventReaders(EventsProperties properties) {
    this.properties = properties;
  }

  synchronized void add(EventReader reader) {
    if (!running) {
      throw Refusal.unavailable("shutting_down", "The server is stopping.", Duration.ofSeconds(2))
          .asException();
    }
    if (readers.size() >= properties.maxReaders()) {
      throw Refusal.unavailable(
              "overloaded", "Too many event streams are open.", Duration.ofSeconds(10))
          .asException();
    }
    var application = reader.filter().application();
    if (application != null && count(application) >= properties.maxReadersPerApplication()) {
      throw tooMany(properties.maxReadersPerApplication());
    }
    readers.add(reader);
  }

  private long count(String application) {
    return readers.stream().filter(r -> application.equals(r.filter().application())).count();
  }

  private static RefusedException tooMany(int most) {
    return new Refusal(
            Refusal.Kind.LIMITED,
            "too_many_streams",
            "This application has " + most + " event streams open: close one first.",
            null,
            null,
            Duration.ofSeconds(10))
        .asException();
  }

  void remove(EventReader reader) {
    readers.remove(reader);
  }

  int count() {
    return readers.size();
  }

  /// How many events readers had to fetch from the log, because memory no longer had them.
  long caughtUp() {
    return caughtUp.get();
  }

  void countCaughtUp(int events) {
    caughtUp.addAndGet(events);
  }

  Semaphore atTheLog() {
    return atTheLog;
  }

  /// How far the slowest reader is behind a position.
  long slowestPosition(long head) {
    return readers.stream().mapToLong(EventReader::position).min().orElse(head);
  }

  /// There are new events.
  void wake() {
    news = true;
    LockSupport.unpark(thread);
  }

  private void makeRounds() {
    while (running) {
      if (!news) {
        LockSupport.parkNanos(this, TICK.toNanos());
      }
      news = false;
      makeRound();
    }
    readers.forEach(EventReader::end);
  }

  /// Every reader is woken, at its time.
  private void makeRound() {
    var start = System.nanoTime();
    var count = 0;
    for (var reader : readers) {
      reader.wake();
      count++;
      if (count % AT_A_TIME == 0) {
        pauseUntil(start + count * NANOS_PER_READER);
      }
    }
  }

  private void pauseUntil(long moment) {
    for (var left = moment - System.nanoTime();
        left > 0 && running;
        left = moment - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  @Override
  public void start() {
    running = true;
    // Not virtual: it must not stand in line with those whom it wakes.
    thread = Thread.ofPlatform().daemon().name("event-rounds").start(this::makeRounds);
  }

  /// Ends all streams and gives them the time to say so, before the web server stops.
  @Override
  public void stop() {
    running = false;
    LockSupport.unpark(thread);
    try {
      var until = System.nanoTime() + LONGEST_END.toNanos();
      while (!readers.isEmpty() && System.nanoTime() < until) {
        Thread.sleep(Duration.ofMillis(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
