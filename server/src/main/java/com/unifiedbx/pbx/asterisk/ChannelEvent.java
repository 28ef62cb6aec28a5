package com.unifiedbx.pbx.asterisk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a channel. Only what a call's life needs; parsed once.
///
/// `at` is Asterisk's own time stamp, made monotonic over the events of one connection: a clock
/// that is set back never makes a call end before it began.
public sealed interface ChannelEvent {

  Instant at();

  record Created(Instant at, Channel channel) implements ChannelEvent {}

  record StateChanged(Instant at, Channel channel) implements ChannelEvent {}

  /// A channel is being dialled.
  ///
  /// @param callerId uniqueid of the channel that dials; null for an originate, which has no caller
  record DialBegun(Instant at, @Nullable String callerId, Channel destination)
      implements ChannelEvent {}

  /// The dialled party reacted: `RINGING`, `PROGRESS`, `PROCEEDING`.
  record DialProgressed(
      Instant at, @Nullable String callerId, Channel destination, String dialStatus)
      implements ChannelEvent {}

  /// `ANSWER`, `BUSY`, `CONGESTION`, `NOANSWER` (which covers half a dozen different refusals),
  /// `CANCEL`, `CHANUNAVAIL`.
  record DialEnded(Instant at, @Nullable String callerId, Channel destination, String dialStatus)
      implements ChannelEvent {}

  record BridgeEntered(Instant at, Channel channel, String bridgeId) implements ChannelEvent {}

  record BridgeLeft(Instant at, Channel channel, String bridgeId) implements ChannelEvent {}

  /// The phone put the other party on hold, or took it back.
  record HoldChanged(Instant at, Channel channel, boolean held) implements ChannelEvent {}

  record HungUp(Instant at, Channel channel, HangupCause cause) implements ChannelEvent {}

  /// The verdict on an originate, matched by our own id alone: on failure Asterisk may name the
  /// channel of somebody else's call.
  ///
  /// @param reason Asterisk's number: 3 timeout, 4 answered, 5 busy, 8 congestion, 0 anything else
  record Originated(Instant at, String callId, boolean answered, int reason)
      implements ChannelEvent {}
}
