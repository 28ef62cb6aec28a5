package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a channel. Only what a call's life needs; parsed once.
///
/// `at` is Asterisk's own time stamp, made monotonic over the events of one connection: a clock
/// that is set back never makes a call end before it began.
public sealed interface ChannelEvent {

  Instant at();

  /// What concerns one channel.
  sealed interface OfChannel extends ChannelEvent {

    Channel channel();
  }

  /// What happens while one channel dials another.
  sealed interface Dialling extends ChannelEvent {

    /// Uniqueid of the channel that dials; null for an originate, which has no caller.
    @Nullable String callerId();

    Channel destination();
  }

  record Created(Instant at, Channel channel) implements OfChannel {}

  record StateChanged(Instant at, Channel channel) implements OfChannel {}

  /// A channel is being dialled.
  record DialBegun(Instant at, @Nullable String callerId, Channel destination)
      implements Dialling {}

  /// The dialled party reacted: `RINGING`, `PROGRESS`, `PROCEEDING`.
  record DialProgressed(
      Instant at, @Nullable String callerId, Channel destination, String dialStatus)
      implements Dialling {}

  /// `ANSWER`, `BUSY`, `CONGESTION`, `NOANSWER` (which covers half a dozen different refusals),
  /// `CANCEL`, `CHANUNAVAIL`.
  record DialEnded(Instant at, @Nullable String callerId, Channel destination, String dialStatus)
      implements Dialling {}

  /// The dialplan gave the channel to an application that serves it itself: an echo, a mailbox, a
  /// conference.
  record ApplicationRuns(Instant at, Channel channel, String application) implements OfChannel {}

  record BridgeEntered(Instant at, Channel channel, String bridgeId) implements OfChannel {}

  record BridgeLeft(Instant at, Channel channel, String bridgeId) implements OfChannel {}

  /// The phone put the other party on hold, or took it back.
  record HoldChanged(Instant at, Channel channel, boolean held) implements OfChannel {}

  /// A recording of the channel began or ended.
  record RecordingChanged(Instant at, Channel channel, boolean recording) implements OfChannel {}

  /// The channel waits in a parking space.
  ///
  /// @param timeout how long until Asterisk calls back who parked it
  record Parked(Instant at, Channel channel, String lot, String space, Duration timeout)
      implements OfChannel {}

  /// The channel has left its parking space.
  ///
  /// @param retriever uniqueid of the channel that picked it up, or null
  record Unparked(Instant at, Channel channel, @Nullable String retriever) implements OfChannel {}

  /// `channel` sent its peer elsewhere and leaves.
  record BlindTransferred(Instant at, Channel channel, String exten, String context)
      implements OfChannel {}

  /// Somebody who had two calls joined the others and leaves. Two conversations become one.
  ///
  /// @param firstLeg uniqueid of the leg in the conversation that goes on
  /// @param secondLeg uniqueid of the leg in the one that is absorbed
  record AttendedTransferred(Instant at, String firstLeg, String secondLeg)
      implements ChannelEvent {}

  /// `channel` answered a call that rang elsewhere.
  ///
  /// @param target uniqueid of the channel that rang
  record PickedUp(Instant at, Channel channel, String target) implements OfChannel {}

  record HungUp(Instant at, Channel channel, HangupCause cause) implements OfChannel {}

  /// The verdict on an originate, matched by our own id alone: on failure Asterisk may name the
  /// channel of somebody else's call.
  ///
  /// @param reason Asterisk's number: 3 timeout, 4 answered, 5 busy, 8 congestion, 0 anything else
  record Originated(Instant at, String callId, boolean answered, int reason)
      implements ChannelEvent {}
}
