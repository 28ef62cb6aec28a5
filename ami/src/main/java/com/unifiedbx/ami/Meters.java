package com.unifiedbx.ami;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// What a client counts over its whole life.
final class Meters {

  private final LongAdder ups = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private volatile Duration roundTrip = Duration.ZERO;

  void up() {
    ups.increment();
  }

  void sent() {
    sent.increment();
  }

  void event() {
    events.increment();
  }

  void timeout() {
    timeouts.increment();
  }

  void overflow() {
    overflows.increment();
  }

  void roundTrip(Duration measured) {
    roundTrip = measured;
  }

  Duration roundTrip() {
    return roundTrip;
  }

  AmiStatus.Counters counters() {
    return new AmiStatus.Counters(
        Math.max(0, ups.sum() - 1), sent.sum(), events.sum(), timeouts.sum(), overflows.sum());
  }
}
