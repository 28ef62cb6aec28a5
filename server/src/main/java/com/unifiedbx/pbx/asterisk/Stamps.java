package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The times of events: Asterisk's own stamps, made to rise over one connection; ours where an
/// event has none or Asterisk's clock is far off. For one thread.
final class Stamps {

  /// How far Asterisk's clock may be from ours before ours is used.
  private static final Duration MAX_SKEW = Duration.ofSeconds(10);

  private final InstantSource clock;
  private Instant last = Instant.EPOCH;

  Stamps(InstantSource clock) {
    this.clock = clock;
  }

  Instant at(AmiMessage m) {
    var now = clock.instant();
    var stamp = stamp(m.get("Timestamp", ""), now);
    last = stamp.isBefore(last) ? last : stamp;
    return last;
  }

  private static Instant stamp(String seconds, Instant now) {
    if (seconds.isEmpty()) {
      return now;
    }
    try {
      var stamp = Instant.ofEpochMilli(Math.round(Double.parseDouble(seconds) * 1000));
      return Duration.between(stamp, now).abs().compareTo(MAX_SKEW) > 0 ? now : stamp;
    } catch (NumberFormatException odd) {
      return now;
    }
  }
}
