package com.unifiedbx.pbx.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class RateLimitsTests {

  /// Nothing comes back while the test runs.
  private static final Limit SLOW = new Limit("test", 3, 1, Duration.ofHours(1));

  @Test
  void bucketsOfDifferentKeysAndLimitsAreDifferent() {
    var limits = new RateLimits(null, new MemoryBuckets(), Clock.systemUTC());
    spend(limits, "a");
    assertThat(limits.charge(SLOW, "a").allowed()).isFalse();
    assertThat(limits.charge(SLOW, "b").allowed()).isTrue();
    var other = new Limit("test", 4, 1, Duration.ofHours(1));
    assertThat(limits.charge(other, "a").allowed()).isTrue();
  }

  @Test
  void lookTakesNothing() {
    var limits = new RateLimits(null, new MemoryBuckets(), Clock.systemUTC());
    for (var n = 0; n < 10; n++) {
      assertThat(limits.look(SLOW, "a").remaining()).isEqualTo(3);
    }
    spend(limits, "a");
    assertThat(limits.look(SLOW, "a").retryAfter())
        .isBetween(Duration.ofMinutes(55), Duration.ofHours(1));
  }

  @Test
  void nodesThatShareADatabaseShareTheirLimits() {
    var source = TestDatabase.fresh().dataSource();
    var first = new RateLimits(new DatabaseBuckets(source), new MemoryBuckets(), Clock.systemUTC());
    var second =
        new RateLimits(new DatabaseBuckets(source), new MemoryBuckets(), Clock.systemUTC());
    assertThat(first.charge(SLOW, "a").allowed()).isTrue();
    assertThat(second.charge(SLOW, "a").remaining()).isEqualTo(1);
    assertThat(first.charge(SLOW, "a").allowed()).isTrue();
    assertThat(second.charge(SLOW, "a").allowed()).isFalse();
    assertThat(second.charge(SLOW, "b").allowed()).isTrue();
  }

  @Test
  void nodeLimitsByItselfWhileTheDatabaseIsAway() {
    var nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nothing");
    var limits =
        new RateLimits(new DatabaseBuckets(nowhere), new MemoryBuckets(), Clock.systemUTC());
    spend(limits, "a");
    assertThat(limits.charge(SLOW, "a").allowed()).isFalse();
  }

  private static void spend(RateLimits limits, String key) {
    for (var n = 0; n < SLOW.burst(); n++) {
      assertThat(limits.charge(SLOW, key).allowed()).isTrue();
    }
  }
}
