package com.unifiedbx.pbx.calls.admission;

import java.time.Duration;

/// How many calls may be on their way at once: fewer while most of them are slow, more while they
/// are not and all places are taken. Additive increase and multiplicative decrease, as TCP does it
/// (RFC 5681), once in a while instead of for each call: what is slow at the same moment is one
/// sign, not many. Not safe for several threads.
final class Allowance {

  private static final int FIRST = 20;
  private static final int LEAST = 4;

  private final int most;
  private final long slow;
  private int limit;
  private double average;
  private long decideAt = Long.MIN_VALUE;
  private int seen;
  private int late;
  private boolean wasFull;

  /// @param most calls at once, however fast they are
  /// @param slow what takes longer is a sign of too many; also how long signs are gathered
  Allowance(int most, Duration slow) {
    this.most = most;
    this.slow = slow.toNanos();
    this.limit = Math.min(FIRST, most);
    this.average = this.slow / 10.0;
  }

  int limit() {
    return limit;
  }

  /// How many can be let in within that time, if they go on as those before.
  int within(Duration time) {
    return (int) Math.min(Integer.MAX_VALUE, time.toNanos() / average * limit);
  }

  /// A call is on its way no more.
  ///
  /// @param took how long it was
  /// @param taken how many were on their way, with it
  /// @param now of the clock that measured
  void note(long took, int taken, long now) {
    if (decideAt == Long.MIN_VALUE) {
      decideAt = now + slow;
    }
    average += (Math.max(took, 1_000_000) - average) / 32;
    seen++;
    late += took > slow ? 1 : 0;
    wasFull |= taken >= limit;
    if (now >= decideAt) {
      decide();
      decideAt = now + slow;
    }
  }

  private void decide() {
    if (2 * late > seen) {
      limit = Math.max(Math.min(LEAST, most), limit * 3 / 4);
    } else if (wasFull) {
      limit = Math.min(most, limit + Math.max(1, limit / 8));
    }
    seen = 0;
    late = 0;
    wasFull = false;
  }
}
