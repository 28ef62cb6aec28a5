package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.voicemail.mail.MailRepository.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends what is due, one mail after the other, and again later what was not taken.
///
/// One virtual thread for the life of the application. What waits is in the database: neither a
/// restart nor an outage loses it.
final class MailLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MailLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int BATCH = 20;

  private final MailRepository repository;
  private final Postman postman;
  private final MailProperties properties;
  private final Clock clock;
  private final Counter sent;
  private final Counter failed;
  private final Semaphore work = new Semaphore(0);
  private volatile long waiting;
  private @Nullable Thread thread;

  MailLoop(
      MailRepository repository,
      Postman postman,
      MailProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.repository = repository;
    this.postman = postman;
    this.properties = properties;
    this.clock = clock;
    this.sent = meters.counter("pbx.voicemail.mail.sent");
    this.failed = meters.counter("pbx.voicemail.mail.failed");
    Gauge.builder("pbx.voicemail.mail.waiting", this, loop -> loop.waiting)
        .description("Notices of voicemail that are not sent yet")
        .register(meters);
  }

  /// Something is due.
  void wake() {
    work.release();
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("voicemail-mail").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pass();
        if (work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Notices by e-mail wait for the next start");
    }
  }

  /// This is the job's edge: what fails is tried again.
  private void pass() {
    try {
      var due = repository.due(clock.instant(), BATCH);
      due.forEach(this::attempt);
      waiting = repository.count();
      if (due.size() == BATCH) {
        wake();
      }
    } catch (RuntimeException e) {
      LOG.warn("Notices by e-mail wait: {}", e.getMessage());
    }
  }

  private void attempt(Waiting notice) {
    try {
      if (postman.deliver(notice)) {
        sent.increment();
      }
    } catch (RuntimeException e) {
      failed.increment();
      postpone(notice, e);
    }
  }

  private void postpone(Waiting notice, RuntimeException why) {
    var now = clock.instant();
    if (notice.queuedAt().plus(properties.giveUpAfter()).isBefore(now)) {
      LOG.error(
          "The notice of voicemail {} is given up after {} attempts: {}",
          notice.messageId(),
          notice.attempts() + 1,
          why.getMessage());
      repository.done(notice.messageId());
      return;
    }
    LOG.warn("The notice of voicemail {} waits: {}", notice.messageId(), why.getMessage());
    repository.later(notice.messageId(), now, pause(notice.attempts()));
  }

  private Duration pause(int attempts) {
    var doubled = properties.firstPause().multipliedBy(1L << Math.min(attempts, 16));
    return doubled.compareTo(properties.longestPause()) < 0 ? doubled : properties.longestPause();
  }
}
