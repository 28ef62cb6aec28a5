package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.CallStatus;
import com.unifiedbx.pbx.calls.CallTimes;
import com.unifiedbx.pbx.calls.tracking.LegTrack.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state machine of one call: Asterisk's events in, [Call] values and [CallChange]s out.
///
/// The first channel has the call's uniqueid. The call lives as long as any channel of it: who
/// transferred it may leave. When an origin that we ring fails, it takes two witnesses, the hang-up
/// (which knows the cause) and the originate's verdict (which knows about the timeout), in either
/// order; when one of them stays away for [#GRACE], the other decides alone.
///
/// No I/O and no clock of its own. Safe on any thread: events, commands, timers and
/// resynchronisation meet here, each under the call's lock.
public final class TrackedCall {

  /// How long the second witness of a failure, or what explains a missing channel, may stay away.
  static final Duration GRACE = Duration.ofSeconds(1);

  /// How long past the ring timeout Asterisk may stay silent before we end the call ourselves.
  static final Duration OVERDUE = Duration.ofSeconds(5);

  private final CallPlan plan;
  private final Legs legs;
  private final Course course;
  private final Evidence evidence;
  private final Parting parting;
  private @Nullable Instant endSeen;
  private @Nullable Instant missingSince;

  /// A call that is new, or as far on as the database knows.
  public TrackedCall(CallPlan plan, Call call) {
    this.plan = plan;
    this.course = new Course(call);
    this.legs = new Legs(call.uniqueid());
    this.parting = new Parting(legs, course);
    this.evidence = new Evidence(plan, legs, call.direction() != Call.Direction.API);
  }

  public synchronized Call call() {
    return course.call();
  }

  private CallMarks marks() {
    return course.call().marks();
  }

  private CallTimes times() {
    return course.call().times();
  }

  public CallPlan plan() {
    return plan;
  }

  /// What has changed since the last time that somebody asked, in order.
  public synchronized List<CallChange> takeChanges() {
    var taken = course.takeChanges();
    notifyAll();
    return taken;
  }

  public synchronized List<String> channels() {
    return legs.uniqueids();
  }

  /// The channels that are left, the first one first.
  public synchronized List<String> standing() {
    return legs.standing();
  }

  /// A leg that stands: `origin`, `destination` or a uniqueid; null when there is none.
  public synchronized @Nullable Channel leg(String which) {
    return legs.find(which);
  }

  /// Whom that leg talks to, if it is one.
  public synchronized @Nullable Channel peerOf(String uniqueid) {
    return legs.peerOf(uniqueid);
  }

  /// The bridge that the leg shares with others, or null when it talks to nobody.
  public synchronized @Nullable String conversationOf(String uniqueid) {
    return legs.conversationOf(uniqueid);
  }

  /// Waits until the call is as wanted, or over, but not for long.
  public synchronized Call await(Predicate<Call> wanted, Duration atMost) {
    var until = System.nanoTime() + atMost.toNanos();
    try {
      while (!wanted.test(call()) && !course.isOver()) {
        var left = until - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return call();
  }

  /// The call after the event; the same object when nothing changed.
  public synchronized Call apply(ChannelEvent event) {
    if (course.isOver()) {
      return call();
    }
    missingSince = null;
    switch (event) {
      case ChannelEvent.Created(var _, var channel) -> legs.seen(channel);
      case ChannelEvent.StateChanged(var at, var channel) -> stateChanged(at, channel);
      case ChannelEvent.DialBegun(var _, var caller, var channel) -> dialBegun(caller, channel);
      case ChannelEvent.DialProgressed(var at, var caller, var channel, var status) ->
          progressed(at, legs.dialled(caller, channel), status);
      case ChannelEvent.DialEnded(var at, var caller, var channel, var status) ->
          dialEnded(at, legs.dialled(caller, channel), status);
      case ChannelEvent.ApplicationRuns(var at, var channel, var _) -> served(at, channel);
      case ChannelEvent.BridgeEntered(var at, var channel, var bridge) ->
          bridged(at, legs.seen(channel), bridge);
      case ChannelEvent.BridgeLeft(var _, var channel, var _) -> legs.seen(channel).bridge = null;
      case ChannelEvent.HungUp(var at, var channel, var cause) -> hungUp(at, channel, cause);
      case ChannelEvent.Originated originated -> originated(originated);
      case ChannelEvent.HoldChanged(var at, var _, var held) -> course.hold(at, held);
      case ChannelEvent.RecordingChanged(var at, var _, var recording) ->
          course.mark(at, marks().recording(recording));
      case ChannelEvent.Parked parked -> parked(parked);
      case ChannelEvent.Unparked(var at, var _, var _) -> course.mark(at, marks().parked(null));
      case ChannelEvent.BlindTransferred(var at, var channel, var exten, var context) ->
          transferred(at, channel.uniqueid(), Map.of("exten", exten, "context", context));
      case ChannelEvent.AttendedTransferred(var at, var leg, var _) ->
          transferred(at, leg, Map.of());
      case ChannelEvent.PickedUp(var _, var channel, var _) -> legs.seen(channel);
    }
    showLegs();
    return call();
  }

  private void showLegs() {
    course.show(legs.views());
  }

  private void move(CallStatus next, Instant at) {
    showLegs();
    course.move(next, at);
  }

  private void end(
      CallStatus how, @Nullable CallFailure why, @Nullable HangupCause cause, Instant at) {
    showLegs();
    course.end(how, why, cause, at);
  }

  private void dialBegun(@Nullable String caller, Channel channel) {
    legs.dialled(caller, channel);
    if (caller == null && legs.isOrigin(channel)) {
      evidence.placed = false;
    } else if (channel.isTrunk()) {
      course.goesOut();
    }
  }

  private void stateChanged(Instant at, Channel channel) {
    legs.seen(channel);
    if (legs.isOrigin(channel) && channel.state() == ChannelState.UP) {
      answered(at);
    } else if (!evidence.placed
        && legs.isOriginSide(channel)
        && channel.state() == ChannelState.RINGING) {
      ringing(at);
    }
  }

  /// What rings is the origin when we called it, else the one whom it calls.
  private void progressed(Instant at, LegTrack leg, String status) {
    var ringer = evidence.placed ? Side.DESTINATION : Side.ORIGIN;
    if (leg.side == ringer && (status.equals("RINGING") || status.equals("PROGRESS"))) {
      ringing(at);
    }
  }

  private void dialEnded(Instant at, LegTrack leg, String status) {
    leg.dialStatus = status;
    if (leg.uniqueid().equals(call().uniqueid()) && status.equals("ANSWER")) {
      answered(at);
    }
  }

  /// An application serves the origin. What takes over after a party was not reached, a mailbox for
  /// example, is not that party.
  private void served(Instant at, Channel channel) {
    legs.seen(channel);
    parting.served(channel.uniqueid());
    if (legs.isOrigin(channel) && legs.originIsUp() && legs.destinationTried() == null) {
      answered(at);
      move(CallStatus.CONNECTED, at);
    }
  }

  private void bridged(Instant at, LegTrack leg, String bridge) {
    leg.bridge = bridge;
    if (legs.sidesMeet()) {
      answered(at);
      move(CallStatus.CONNECTED, at);
    }
  }

  private void ringing(Instant at) {
    evidence.reacted = true;
    move(CallStatus.RINGING, at);
  }

  private void answered(Instant at) {
    move(CallStatus.ANSWERED, at);
    if (plan.runsApplication()) {
      move(CallStatus.CONNECTED, at);
    }
  }

  private void parked(ChannelEvent.Parked event) {
    var space = new CallMarks.Parked(event.lot(), event.space(), event.at().plus(event.timeout()));
    legs.seen(event.channel());
    showLegs();
    course.park(event.at(), space);
  }

  /// An attended transfer begins, or is over.
  public synchronized Call consult(Instant at, CallMarks.@Nullable Consultation now) {
    parting.consult(at, now);
    return call();
  }

  /// Whether who was asked is not there, so that those who talked before are to be joined again.
  public synchronized boolean isAskedInVain() {
    return parting.isAskedInVain();
  }

  /// This API mutes a leg.
  public synchronized Call mute(Instant at, String uniqueid, boolean now) {
    course.mark(at, marks().muted(legs.mute(uniqueid, now)));
    return call();
  }

  /// This API, not a phone, puts the call on hold or takes it back.
  public synchronized Call hold(Instant at, boolean now) {
    parting.hold(at, now);
    return call();
  }

  /// This API sends a leg's peer elsewhere; the leg is about to leave.
  public synchronized Call handedOver(Instant at, String leaving, String exten) {
    parting.consult(at, null);
    parting.hold(at, false);
    return transferred(at, leaving, Map.of("exten", exten));
  }

  /// A leg leaves, having handed over its peer.
  public synchronized Call transferred(Instant at, String leaving, Map<String, String> whereto) {
    if (!course.isOver()) {
      legs.succeed(leaving);
      showLegs();
      course.note("call.transferred", at, whereto);
    }
    return call();
  }

  /// Another conversation is joined to this one: its legs are legs of this one from now on, and it
  /// is over by itself.
  public synchronized void absorb(TrackedCall other, Instant at) {
    other.dissolve(legs, at);
    showLegs();
  }

  private synchronized void dissolve(Legs into, Instant at) {
    end(CallStatus.COMPLETED, null, null, at);
    into.absorb(legs);
  }

  private void originated(ChannelEvent.Originated verdict) {
    if (verdict.answered()) {
      answered(verdict.at());
      return;
    }
    var decided = evidence.refused(verdict.reason());
    endSeen = endSeen == null ? verdict.at() : endSeen;
    if (decided) {
      conclude(verdict.at());
    }
  }

  private void hungUp(Instant at, Channel channel, HangupCause cause) {
    var leg = legs.seen(channel);
    leg.gone(cause);
    parting.gone(at, channel.uniqueid());
    evidence.hungUp(cause, legs.isOrigin(channel));
    if (legs.stand()) {
      return;
    }
    endSeen = endSeen == null ? at : endSeen;
    if (evidence.suffices(times())) {
      conclude(at);
    }
  }

  private void conclude(Instant at) {
    var outcome = evidence.outcome(times(), at);
    end(outcome.status(), outcome.failure(), outcome.cause(), at);
  }

  /// Marks the call as hung up by us; false when it is over already.
  public synchronized boolean cancel() {
    if (course.isOver()) {
      return false;
    }
    evidence.cancelAsked = times().connectedAt() == null;
    return true;
  }

  /// Whether channels stand that should not: the cancel came before there was one, we gave the call
  /// up before Asterisk did, or one waits for somebody who left.
  public synchronized boolean needsHangUp() {
    var unwanted = evidence.cancelAsked || course.isOver();
    return (unwanted || parting.waitsInVain()) && legs.stand();
  }

  /// Ends the call by our own decision.
  public synchronized Call refuse(CallFailure why, Instant at) {
    end(CallStatus.FAILED, why, null, at);
    return call();
  }

  /// Time has passed: decides what no event will decide any more.
  public synchronized Call tick(Instant now) {
    if (course.isOver()) {
      return call();
    }
    var overdue = times().createdAt().plus(plan.timeout()).plus(OVERDUE);
    var waits = call().direction() == Call.Direction.API && times().answeredAt() == null;
    if (endSeen != null && !now.isBefore(endSeen.plus(GRACE))) {
      conclude(now);
    } else if (isMissing(now)) {
      refuse(CallFailure.LOST, now);
    } else if (waits && now.isAfter(overdue)) {
      evidence.refused(Verdict.TIMED_OUT);
      conclude(now);
    }
    return call();
  }

  private boolean isMissing(Instant now) {
    legs.giveUp(now.minus(GRACE));
    showLegs();
    return missingSince != null && !legs.stand() && !now.isBefore(missingSince.plus(GRACE));
  }

  /// Takes over what Asterisk says is up now. What it does not show any more is given up after
  /// [#GRACE], unless events that are still on their way explain it.
  public synchronized Call reconcile(List<LiveChannel> up, Instant now) {
    if (course.isOver() || endSeen != null) {
      return call();
    }
    for (var live : up) {
      legs.seen(live.channel()).bridge = live.bridgeId();
    }
    legs.compare(up, now);
    if (up.isEmpty()) {
      missingSince = missingSince == null ? now : missingSince;
      return call();
    }
    missingSince = null;
    if (legs.originIsUp()) {
      answered(now);
    }
    if (legs.sidesMeet()) {
      answered(now);
      move(CallStatus.CONNECTED, now);
    }
    showLegs();
    return call();
  }
}
