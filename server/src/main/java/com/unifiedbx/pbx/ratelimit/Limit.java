package com.unifiedbx.pbx.ratelimit;

import java.time.Duration;

/// A bucket's size and how fast it fills again.
///
/// @param name says what is limited, in the headers `RateLimit` and `RateLimit-Policy`
/// @param burst how many at once, after a pause
/// @param tokens how many come back in each `period`
public record Limit(String name, int burst, int tokens, Duration period) {

  /// So many each second in the long run.
  public static Limit perSecond(String name, int tokens, int burst) {
    return new Limit(name, burst, tokens, Duration.ofSeconds(1));
  }

  /// Whole seconds, at least one, until an empty bucket is full.
  long window() {
    return seconds(burst);
  }

  /// Whole seconds until `missing` tokens have come back.
  long seconds(long missing) {
    var nanos = Math.multiplyExact(period.toNanos(), missing) / tokens;
    return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
  }
}
