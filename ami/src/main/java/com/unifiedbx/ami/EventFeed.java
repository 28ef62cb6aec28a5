package com.unifiedbx.ami;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bounded queue between the reader and the listener, and the thread that empties it.
///
/// Those who fill it never wait. When it is full it is emptied, except for the latest word on
/// whether the link is up, and the listener is told.
final class EventFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  private sealed interface Notice {
    record Up(AmiMessage fullyBooted) implements Notice {}

    record Event(AmiMessage event) implements Notice {}

    record Down(String reason) implements Notice {}

    record Overflow() implements Notice {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Notice> queue = new ArrayDeque<>();
  private final int capacity;
  private final AmiListener listener;
  private final Meters meters;
  private final Thread thread;
  private boolean isUp;
  private volatile boolean isClosed;

  EventFeed(int capacity, AmiListener listener, Meters meters) {
    this.capacity = capacity;
    this.listener = listener;
    this.meters = meters;
    this.thread = Thread.ofVirtual().name("ami-listener").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void up(AmiMessage fullyBooted) {
    lock.lock();
    try {
      isUp = true;
      put(new Notice.Up(fullyBooted));
    } finally {
      lock.unlock();
    }
  }

  /// Before `up` and after `down` events are left out: the lists that follow `up` cover them.
  void event(AmiMessage event) {
    lock.lock();
    try {
      if (isUp) {
        put(new Notice.Event(event));
      }
    } finally {
      lock.unlock();
    }
  }

  void down(String reason) {
    lock.lock();
    try {
      isUp = false;
      put(new Notice.Down(reason));
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void put(Notice notice) {
    if (queue.size() >= capacity) {
      overflow();
    }
    queue.addLast(notice);
    filled.signal();
  }

  private void overflow() {
    meters.overflow();
    Notice latest = null;
    for (var notice : queue) {
      if (notice instanceof Notice.Up || notice instanceof Notice.Down) {
        latest = notice;
      }
    }
    queue.clear();
    if (latest != null) {
      queue.addLast(latest);
    }
    queue.addLast(new Notice.Overflow());
  }

  private void run() {
    try {
      while (!isClosed) {
        deliver(take());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Notice take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        filled.await();
      }
      return queue.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Notice notice) {
    try {
      switch (notice) {
        case Notice.Up(var fullyBooted) -> listener.onUp(fullyBooted);
        case Notice.Event(var event) -> listener.onEvent(event);
        case Notice.Down(var reason) -> listener.onDown(reason);
        case Notice.Overflow() -> listener.onOverflow();
      }
    } catch (RuntimeException failed) {
      LOG.error("The listener failed; the next call follows.", failed);
    }
  }

  /// Delivers nothing more, even if the listener swallows the interrupt.
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    Threads.awaitEnd(thread);
  }
}
