package com.unifiedbx.pbx.ratelimit;

import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Charges and looks at limits. In memory a charge costs well under a microsecond.
///
/// When the limits are shared and the database is away, this node's own memory goes on limiting:
/// losing the database must neither open the gates nor close them. Threads: any.
public class RateLimits {

  private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final @Nullable Buckets shared;
  private final Buckets own;
  private final Clock clock;
  private volatile Instant lastWarning = Instant.EPOCH;

  RateLimits(@Nullable Buckets shared, Buckets own, Clock clock) {
    this.shared = shared;
    this.own = own;
    this.clock = clock;
  }

  /// Takes one from the bucket of `key`, if there is one left.
  public Charge charge(Limit limit, String key) {
    return ask(
        limit,
        key,
        bucket -> {
          var probe = bucket.tryConsumeAndReturnRemaining(1);
          return new Charge(
              limit,
              probe.isConsumed(),
              probe.getRemainingTokens(),
              probe.getNanosToWaitForRefill());
        });
  }

  /// Whether one is left, without taking it.
  public Charge look(Limit limit, String key) {
    return ask(
        limit,
        key,
        bucket -> {
          var probe = bucket.estimateAbilityToConsume(1);
          return new Charge(
              limit,
              probe.canBeConsumed(),
              probe.getRemainingTokens(),
              probe.getNanosToWaitForRefill());
        });
  }

  private Charge ask(Limit limit, String key, Function<Bucket, Charge> question) {
    if (shared == null) {
      return question.apply(own.get(limit, key));
    }
    try {
      return question.apply(shared.get(limit, key));
    } catch (RuntimeException e) { // The library wraps whatever JDBC throws.
      warn(e);
      return question.apply(own.get(limit, key));
    }
  }

  private void warn(RuntimeException e) {
    var now = clock.instant();
    if (lastWarning.plus(QUIET).isBefore(now)) {
      lastWarning = now;
      log.warn(
          "Shared rate limits are out of reach; this node limits by itself: {}", e.getMessage());
    }
  }
}
