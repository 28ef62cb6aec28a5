package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.Duration;

/// Joins two legs of a call that were parted.
///
/// A leg that has just been sent somewhere is still on its way there for a few milliseconds, in
/// which Asterisk can't join it to another: so a refusal is tried again for a while.
final class Reunion {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int MOST_TRIES = 30;

  private final Channels channels;

  Reunion(Channels channels) {
    this.channels = channels;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_done`
  void of(TrackedCall call, Channel first, Channel second, String what) {
    var verdict = channels.bridge(first, second);
    for (var tries = 1;
        !verdict.done() && tries < MOST_TRIES && stand(call, first, second);
        tries++) {
      call.await(_ -> false, PAUSE);
      verdict = channels.bridge(first, second);
    }
    Refusals.demand(verdict, what);
  }

  private static boolean stand(TrackedCall call, Channel first, Channel second) {
    return call.leg(first.uniqueid()) != null && call.leg(second.uniqueid()) != null;
  }
}
