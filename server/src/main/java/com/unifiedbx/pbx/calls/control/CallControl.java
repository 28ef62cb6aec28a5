package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.bad;
import static com.unifiedbx.pbx.calls.control.Refusals.conflict;
import static com.unifiedbx.pbx.calls.control.Refusals.demand;
import static com.unifiedbx.pbx.calls.control.Refusals.outsideFence;
import static com.unifiedbx.pbx.calls.control.Refusals.unseen;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What can be done to a call that stands, whoever set it up.
///
/// A command returns once Asterisk has done it, or refuses. Safe on any thread; waits for Asterisk,
/// never inside a transaction.
final class CallControl {

  static final String ORIGIN = "origin";
  static final String DESTINATION = "destination";

  /// Where a leg hears music while it is on hold, and where the one who holds it waits.
  private static final Place MUSIC = new Place("pbx-hold", "music");

  private static final Place SILENCE = new Place("pbx-hold", "silence");

  static final Duration SOON = Duration.ofSeconds(5);
  private static final Pattern PLAIN = Pattern.compile("[0-9A-D]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9A-D*#]{1,32}");

  private final Asterisk asterisk;
  private final Channels channels;
  private final Reunion reunion;
  private final Tracking tracking;
  private final InstantSource clock;

  CallControl(Asterisk asterisk, Channels channels, Tracking tracking, InstantSource clock) {
    this.asterisk = asterisk;
    this.channels = channels;
    this.reunion = new Reunion(channels);
    this.tracking = tracking;
    this.clock = clock;
  }

  /// Sends whom `leg` talks to on to another number; `leg` leaves.
  Call transfer(TrackedCall call, Place there, @Nullable String leg, Caller by) {
    tracking.demandDestination(there, by);
    demandNoConsultation(call);
    var asking = asking(call, leg);
    var kept = other(call, asking);
    if (call.call().marks().held()) {
      return transferHeld(call, asking, kept, there);
    }
    demand(channels.transfer(asking, there), "transfer the call");
    return await(call, _ -> call.leg(asking.uniqueid()) == null, "transfer the call");
  }

  private Call transferHeld(TrackedCall call, Channel asking, Channel kept, Place there) {
    demand(channels.redirect(kept, there), "transfer the call");
    tracking.change(call, () -> call.handedOver(clock.instant(), asking.uniqueid(), there.exten()));
    asterisk.hangUp(asking.uniqueid(), HangupCause.NORMAL);
    return await(call, _ -> call.leg(asking.uniqueid()) == null, "transfer the call");
  }

  /// Takes a leg out of whatever it does and sends it to another number. Whom it talked to is hung
  /// up.
  Call redirect(TrackedCall call, Place there, @Nullable String leg, Caller by) {
    tracking.demandDestination(there, by);
    demandNoConsultation(call);
    var sent = leg(call, leg == null ? ORIGIN : leg);
    demand(channels.redirect(sent, there), "redirect the leg");
    return call.call();
  }

  /// Parts two who talk: one hears music, the other, who holds it, nothing.
  Call hold(TrackedCall call, @Nullable String leg) {
    demandNoConsultation(call);
    if (call.call().marks().held()) {
      throw conflict("held", "The call is on hold already.");
    }
    var holding = asking(call, leg);
    var held = peer(call, holding);
    demand(channels.part(holding, SILENCE, held, MUSIC), "hold the call");
    await(call, _ -> call.peerOf(holding.uniqueid()) == null, "hold the call");
    return tracking.change(call, () -> call.hold(clock.instant(), true));
  }

  Call unhold(TrackedCall call) {
    demandNoConsultation(call);
    if (!call.call().marks().held()) {
      throw conflict("not_held", "The call is not on hold.");
    }
    var origin = leg(call, ORIGIN);
    if (call.peerOf(origin.uniqueid()) != null) {
      throw conflict("held_by_phone", "A phone holds this call; only that phone can take it back.");
    }
    reunion.of(call, origin, leg(call, DESTINATION), "take the call back");
    return tracking.change(call, () -> call.hold(clock.instant(), false));
  }

  /// Whether the others hear the leg.
  Call mute(TrackedCall call, @Nullable String leg, boolean muted) {
    var of = leg(call, leg == null ? ORIGIN : leg);
    demand(channels.mute(of, muted), muted ? "mute the leg" : "unmute the leg");
    return tracking.change(call, () -> call.mute(clock.instant(), of.uniqueid(), muted));
  }

  /// As if the leg's phone had pressed the keys; to whom talks to another, `*` and `#` are the
  /// beginning of what a phone can do with a call, such as dialling on.
  Call press(TrackedCall call, @Nullable String digits, @Nullable String leg, Caller by) {
    if (digits == null || !DIGITS.matcher(digits).matches()) {
      throw bad("digits", "digits has 1 to 32 of 0-9, A-D, * and #.");
    }
    if (by.fence().limitsNumbers() && !PLAIN.matcher(digits).matches()) {
      throw outsideFence(
          "With * or # a call, or a message, could be sent past the fence of this application.");
    }
    var of = leg(call, leg == null ? ORIGIN : leg);
    digits.chars().forEach(key -> demand(channels.press(of, (char) key), "press the keys"));
    return call.call();
  }

  /// Puts whom `leg` talks to into a parking space; `leg` leaves and is called when nobody picks
  /// up.
  CallMarks.Parked park(TrackedCall call, @Nullable String leg) {
    demandNoConsultation(call);
    if (call.call().marks().parked() != null) {
      throw conflict("parked", "The call is parked already.");
    }
    var asking = asking(call, leg);
    var kept = peer(call, asking);
    demand(channels.park(kept, asking), "park the call");
    var parked = await(call, now -> now.marks().parked() != null, "park the call");
    return Objects.requireNonNull(parked.marks().parked());
  }

  private Call await(TrackedCall call, Predicate<Call> wanted, String what) {
    var now = call.await(wanted, SOON);
    if (!wanted.test(now)) {
      throw unseen(what);
    }
    return now;
  }

  static void demandNoConsultation(TrackedCall call) {
    if (call.call().marks().consultation() != null) {
      throw conflict(
          "consultation", "A transfer of this call is under way: complete or cancel it first.");
    }
  }

  /// The leg that commands come from when nothing is said: the one that is a phone of ours.
  static Channel asking(TrackedCall call, @Nullable String leg) {
    var inbound = call.call().direction() == Call.Direction.INBOUND;
    return leg(call, leg == null ? (inbound ? DESTINATION : ORIGIN) : leg);
  }

  static Channel leg(TrackedCall call, String which) {
    var found = call.leg(which);
    if (found != null) {
      return found;
    }
    if (which.equals(ORIGIN) || which.equals(DESTINATION)) {
      throw conflict("no_such_leg", "The call has no " + which + " at the moment.");
    }
    throw bad("leg", "leg is origin, destination or the uniqueid of a leg that stands.");
  }

  /// Whom that leg talks to.
  static Channel peer(TrackedCall call, Channel leg) {
    var peer = call.peerOf(leg.uniqueid());
    if (peer == null) {
      throw conflict("not_connected", "That leg does not talk to one other at the moment.");
    }
    return peer;
  }

  private static Channel other(TrackedCall call, Channel leg) {
    if (!call.call().marks().held()) {
      return peer(call, leg);
    }
    var origin = leg(call, ORIGIN);
    return origin.uniqueid().equals(leg.uniqueid()) ? leg(call, DESTINATION) : origin;
  }

  static Map<String, String> whereto(Place there) {
    return Map.of("exten", there.exten(), "context", there.context());
  }
}
