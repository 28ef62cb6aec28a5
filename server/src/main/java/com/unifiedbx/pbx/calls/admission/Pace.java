package com.unifiedbx.pbx.calls.admission;

import java.time.Duration;

/// How many come in a period, as the better of the last whole period and the present one tells. Not
/// safe for several threads.
final class Pace {

  private final long period;
  private long begun = Long.MIN_VALUE;
  private int present;
  private int last;

  Pace(Duration period) {
    this.period = period.toNanos();
  }

  void count(long now) {
    turn(now);
    present++;
  }

  int within(long now) {
    turn(now);
    return Math.max(present, last);
  }

  private void turn(long now) {
    if (begun == Long.MIN_VALUE || now - begun >= 2 * period) {
      begun = now;
      last = 0;
      present = 0;
    } else if (now - begun >= period) {
      begun += period;
      last = present;
      present = 0;
    }
  }
}
