package com.unifiedbx.ami;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits that double from attempt to attempt, shortened by chance. For one thread.
final class Backoff {

  private final AmiSettings.Retry retry;
  private final RandomGenerator random;
  private Duration next;

  Backoff(AmiSettings.Retry retry, RandomGenerator random) {
    this.retry = retry;
    this.random = random;
    this.next = retry.first();
  }

  Duration afterFailure() {
    var wait = shortened(next);
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(retry.longest()) < 0 ? doubled : retry.longest();
    return wait;
  }

  Duration afterRefusal() {
    return shortened(retry.afterRefusal());
  }

  /// A link that held for as long as the longest wait earns a fresh start; one that breaks as soon
  /// as it is up does not.
  void heldFor(Duration uptime) {
    if (uptime.compareTo(retry.longest()) >= 0) {
      next = retry.first();
    }
  }

  private Duration shortened(Duration wait) {
    return Duration.ofNanos(Math.round(wait.toNanos() * (0.5 + random.nextDouble() / 2)));
  }
}
