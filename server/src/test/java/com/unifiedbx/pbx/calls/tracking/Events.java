package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the events of a call as Asterisk sends them, 100 ms apart unless told otherwise.
public final class Events {

  public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final String callId;
  private final List<ChannelEvent> events = new ArrayList<>();
  private Instant now = START;

  public Events(String callId) {
    this.callId = callId;
  }

  public List<ChannelEvent> list() {
    return events;
  }

  public Events after(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  private Instant at() {
    now = now.plusMillis(100);
    return now;
  }

  public Channel channel(String uniqueid, ChannelState state) {
    var name = uniqueid.equals(callId) ? "PJSIP/1001-00000001" : "PJSIP/1002-" + uniqueid;
    return new Channel(uniqueid, callId, name, state, "1001", "Alice", "from-internal", "1002");
  }

  public Events created(String uniqueid) {
    events.add(new ChannelEvent.Created(at(), channel(uniqueid, ChannelState.DOWN)));
    return this;
  }

  public Events state(String uniqueid, ChannelState state) {
    events.add(new ChannelEvent.StateChanged(at(), channel(uniqueid, state)));
    return this;
  }

  public Events dial(@Nullable String caller, String uniqueid) {
    events.add(new ChannelEvent.DialBegun(at(), caller, channel(uniqueid, ChannelState.DOWN)));
    return this;
  }

  public Events dialState(@Nullable String caller, String uniqueid, String status) {
    var channel = channel(uniqueid, ChannelState.RINGING);
    events.add(new ChannelEvent.DialProgressed(at(), caller, channel, status));
    return this;
  }

  public Events dialEnd(@Nullable String caller, String uniqueid, String status) {
    var channel = channel(uniqueid, ChannelState.DOWN);
    events.add(new ChannelEvent.DialEnded(at(), caller, channel, status));
    return this;
  }

  public Events bridged(String uniqueid, String bridge) {
    events.add(new ChannelEvent.BridgeEntered(at(), channel(uniqueid, ChannelState.UP), bridge));
    return this;
  }

  public Events hungUp(String uniqueid, int cause, @Nullable Integer sip) {
    events.add(
        new ChannelEvent.HungUp(
            at(), channel(uniqueid, ChannelState.UP), new HangupCause(cause, sip, "text")));
    return this;
  }

  public Events originated(boolean answered, int reason) {
    events.add(new ChannelEvent.Originated(at(), callId, answered, reason));
    return this;
  }

  /// The origin is dialled and rings.
  public Events originRings() {
    return created(callId)
        .dial(null, callId)
        .state(callId, ChannelState.RINGING)
        .dialState(null, callId, "RINGING");
  }

  /// The origin rings and answers.
  public Events originAnswers() {
    return originRings()
        .state(callId, ChannelState.UP)
        .dialEnd(null, callId, "ANSWER")
        .originated(true, 4);
  }

  /// The origin answers and the destination `b` rings.
  public Events destinationRings() {
    return originAnswers().created("b").dial(callId, "b").dialState(callId, "b", "RINGING");
  }

  /// Both talk.
  public Events connected() {
    return destinationRings()
        .dialEnd(callId, "b", "ANSWER")
        .bridged("b", "bridge")
        .bridged(callId, "bridge");
  }
}
