package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.conflict;
import static com.unifiedbx.pbx.calls.control.Refusals.demand;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Attended transfers: one leg asks somebody else while the other waits; then they are joined, or
/// all is as before, or all three talk.
///
/// Works on any call in a bridge, by sending legs through the dialplan: Asterisk's own attended
/// transfer needs features in the call and says nothing of how it went.
final class Consultations {

  private static final Place MUSIC = new Place("pbx-hold", "music");
  private static final String ASKING = "pbx-consult";

  private final Asterisk asterisk;
  private final Channels channels;
  private final Reunion reunion;
  private final Tracking tracking;
  private final InstantSource clock;

  Consultations(Asterisk asterisk, Channels channels, Tracking tracking, InstantSource clock) {
    this.asterisk = asterisk;
    this.channels = channels;
    this.reunion = new Reunion(channels);
    this.tracking = tracking;
    this.clock = clock;
  }

  /// Has `leg` ring another number while whom it talks to hears music.
  Call begin(TrackedCall call, Place there, @Nullable String leg, Caller by) {
    tracking.demandDestination(there, by);
    if (call.call().marks().consultation() != null) {
      throw conflict("consultation", "A transfer of this call is under way.");
    }
    var asking = CallControl.asking(call, leg);
    var waiting = CallControl.peer(call, asking);
    var before = call.call();
    var begun = new CallMarks.Consultation(there.exten(), asking.uniqueid(), waiting.uniqueid());
    tracking.change(call, () -> call.consult(clock.instant(), begun));
    var verdict = channels.part(asking, new Place(ASKING, there.exten()), waiting, MUSIC);
    if (!verdict.done()) {
      tracking.change(call, () -> call.consult(clock.instant(), null));
    }
    demand(verdict, "begin the transfer of " + before.id());
    return call.call();
  }

  /// Joins the one who waits with the one who was asked; who asked leaves.
  Call complete(TrackedCall call) {
    var under = consultation(call);
    var asking = CallControl.leg(call, under.asking());
    var waiting = CallControl.leg(call, under.waiting());
    var asked = call.peerOf(asking.uniqueid());
    if (asked == null) {
      throw conflict("unanswered", "Who is asked has not answered yet.");
    }
    tracking.change(call, () -> call.handedOver(clock.instant(), asking.uniqueid(), under.exten()));
    reunion.of(call, waiting, asked, "complete the transfer");
    demandTalk(call, waiting, asked);
    asterisk.hangUp(asking.uniqueid(), HangupCause.NORMAL);
    call.await(_ -> call.leg(asking.uniqueid()) == null, CallControl.SOON);
    return call.call();
  }

  /// Asterisk says that it has joined two before they share a bridge.
  private static void demandTalk(TrackedCall call, Channel one, Channel other) {
    call.await(_ -> talk(call, one, other), CallControl.SOON);
    if (!talk(call, one, other)) {
      throw Refusals.unseen("complete the transfer");
    }
  }

  private static boolean talk(TrackedCall call, Channel one, Channel other) {
    var peer = call.peerOf(one.uniqueid());
    return peer != null && peer.uniqueid().equals(other.uniqueid());
  }

  /// Joins the two who talked before; who was asked is hung up.
  Call cancel(TrackedCall call) {
    var under = consultation(call);
    var asking = CallControl.leg(call, under.asking());
    var waiting = CallControl.leg(call, under.waiting());
    tracking.change(call, () -> call.consult(clock.instant(), null));
    reunion.of(call, waiting, asking, "take the call back");
    hangUpOthers(call, asking, waiting);
    return call.call();
  }

  private void hangUpOthers(TrackedCall call, Channel asking, Channel waiting) {
    for (var channel : call.standing()) {
      if (!channel.equals(asking.uniqueid()) && !channel.equals(waiting.uniqueid())) {
        asterisk.hangUp(channel, HangupCause.NORMAL);
      }
    }
  }

  /// All three talk.
  Call join(TrackedCall call) {
    var under = consultation(call);
    var asking = CallControl.leg(call, under.asking());
    var waiting = CallControl.leg(call, under.waiting());
    var asked = CallControl.peer(call, asking);
    var room = Conferences.ROOM;
    tracking.change(call, () -> call.consult(clock.instant(), null));
    demand(channels.part(asking, room, asked, room), "join the three");
    demand(channels.redirect(waiting, room), "join the three");
    return call.call();
  }

  private static CallMarks.Consultation consultation(TrackedCall call) {
    var under = call.call().marks().consultation();
    if (under == null) {
      throw conflict("no_consultation", "No attended transfer of this call is under way.");
    }
    return under;
  }
}
