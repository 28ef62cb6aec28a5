package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.CallLeg;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is known about one leg of a call that is being tracked. Guarded by its call's lock.
final class LegTrack {

  /// On which side of the call a leg is. The origin has several legs when all phones of an
  /// extension ring.
  enum Side {
    ORIGIN,
    DESTINATION
  }

  private final String uniqueid;
  private boolean givenUp;
  private Channel channel;
  Side side;
  @Nullable String bridge;
  @Nullable String dialStatus;
  @Nullable HangupCause cause;
  boolean dialled;
  boolean muted;

  /// Since when Asterisk's lists don't show it any more.
  @Nullable Instant missingSince;

  LegTrack(Channel channel, Side side) {
    this.uniqueid = channel.uniqueid();
    this.channel = channel;
    this.side = side;
  }

  String uniqueid() {
    return uniqueid;
  }

  Channel channel() {
    return channel;
  }

  void seen(Channel now) {
    channel = now;
    missingSince = null;
    if (givenUp) {
      cause = null;
      givenUp = false;
    }
  }

  /// Ends without an event to say why; if there is one after all, that counts.
  void giveUp() {
    gone(new HangupCause(0, null, ""));
    givenUp = true;
  }

  boolean isUp() {
    return channel.state() == ChannelState.UP;
  }

  boolean stands() {
    return cause == null;
  }

  void gone(HangupCause why) {
    cause = why;
    bridge = null;
  }

  CallLeg view() {
    var state = stands() ? channel.state().name().toLowerCase(Locale.ROOT) : "ended";
    return new CallLeg(uniqueid, channel.name(), channel.endpoint(), state);
  }
}
