package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.conflict;
import static com.unifiedbx.pbx.calls.control.Refusals.demand;
import static com.unifiedbx.pbx.calls.control.Refusals.unseen;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.OriginateCommand;
import com.unifiedbx.pbx.asterisk.OriginateReply;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.Duration;
import java.util.Map;

/// Makes a conference of a call: those who talk go into a room that has the call's id for a name,
/// and others are called into it. Who leaves leaves alone; the call ends with the last one.
final class Conferences {

  static final Place ROOM = new Place("pbx-conference", "call");
  private static final Duration RING = Duration.ofSeconds(60);

  private final Asterisk asterisk;
  private final Channels channels;
  private final Tracking tracking;

  Conferences(Asterisk asterisk, Channels channels, Tracking tracking) {
    this.asterisk = asterisk;
    this.channels = channels;
    this.tracking = tracking;
  }

  /// Rings a number that joins those who talk when it answers, and changes nothing for them when it
  /// does not.
  Call add(TrackedCall call, Place there, Caller by) {
    tracking.demandDestination(there, by);
    CallControl.demandNoConsultation(call);
    if (call.call().marks().held()) {
      throw conflict("held", "The call is on hold: take it back first.");
    }
    gather(call, CallControl.leg(call, CallControl.ORIGIN));
    ring(call, there);
    return call.call();
  }

  private void gather(TrackedCall call, Channel origin) {
    var before = call.conversationOf(origin.uniqueid());
    if (before == null) {
      throw conflict("not_connected", "That leg does not talk to anybody at the moment.");
    }
    var peer = call.peerOf(origin.uniqueid());
    if (peer == null) {
      return; // Several talk already: in the room.
    }
    demand(channels.part(origin, ROOM, peer, ROOM), "begin the conference");
    call.await(_ -> isElsewhere(call, origin, before), CallControl.SOON);
    if (!isElsewhere(call, origin, before)) {
      throw unseen("begin the conference");
    }
  }

  private static boolean isElsewhere(TrackedCall call, Channel leg, String before) {
    var now = call.conversationOf(leg.uniqueid());
    return now != null && !now.equals(before);
  }

  private void ring(TrackedCall call, Place there) {
    var from = call.call().from();
    var command =
        new OriginateCommand(
            tracking.expectLeg(call),
            call.call().id(),
            "Local/" + there.exten() + "@" + there.context() + "/n",
            new OriginateCommand.Target.Dialplan(ROOM.context(), ROOM.exten(), 1),
            RING,
            "\"" + from.name() + "\" <" + from.number() + ">",
            null,
            Map.of());
    switch (asterisk.originate(command)) {
      case OriginateReply.Accepted _ -> {}
      case OriginateReply.Refused(var text) ->
          throw conflict("not_done", "Asterisk did not call into the conference: " + text + ".");
      case OriginateReply.Unknown _ -> throw unseen("call into the conference");
    }
  }
}
