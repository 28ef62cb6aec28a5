package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.CallLeg;
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
  private Channel channel;
  Side side;
  @Nullable String bridge;
  @Nullable String dialStatus;
  @Nullable HangupCause cause;
  boolean dialled;

  LegTrack(Channel channel, Side side) {
    this.uniqueid = channel.uniqueid();
    this.channel = channel;
    this.side = side;
  }

  String uniqueid() {
    return uniqueid;
  }

  void seen(Channel now) {
    channel = now;
  }

  boolean isUp() {
    return channel.state() == ChannelState.UP;
  }

  boolean isGone() {
    return cause != null;
  }

  CallLeg view() {
    var state = isGone() ? "ended" : channel.state().name().toLowerCase(Locale.ROOT);
    return new CallLeg(uniqueid, channel.name(), channel.endpoint(), state);
  }
}
