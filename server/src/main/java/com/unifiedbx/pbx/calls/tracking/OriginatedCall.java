package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallStatus;
import com.unifiedbx.pbx.calls.tracking.LegTrack.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The state machine of one call that we originated: Asterisk's events in, [Call] values out.
///
/// The origin's channel has the call's id as its uniqueid. Its failure takes two witnesses, the
/// hang-up (which knows the cause) and the originate's verdict (which knows about the timeout), in
/// either order; when one of them stays away for [#GRACE], the other decides alone.
///
/// No I/O and no clock of its own. Safe on any thread: events, cancels, timers and
/// resynchronisation meet here, each under the call's lock.
public final class OriginatedCall {

  /// How long the second witness of a failure may stay away.
  static final Duration GRACE = Duration.ofSeconds(1);

  /// How long past the ring timeout Asterisk may stay silent before we end the call ourselves.
  static final Duration OVERDUE = Duration.ofSeconds(5);

  private final CallPlan plan;
  private final Legs legs;
  private final CountDownLatch over = new CountDownLatch(1);
  private Call call;
  private boolean reacted;
  private boolean held;
  private boolean cancelAsked;
  private int reason;
  private boolean refusedByAsterisk;
  private @Nullable HangupCause originCause;
  private @Nullable Instant endSeen;

  public OriginatedCall(CallPlan plan, Call call) {
    this.plan = plan;
    this.call = call;
    this.legs = new Legs(call.id());
  }

  public synchronized Call call() {
    return call;
  }

  public CallPlan plan() {
    return plan;
  }

  /// Lets those go on who wait for the end; called once it is known everywhere.
  public void announceEnd() {
    over.countDown();
  }

  /// Waits for the end, but not for long; false when it did not come.
  public boolean awaitEnd(Duration atMost) {
    try {
      return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public synchronized List<String> channels() {
    return legs.uniqueids();
  }

  /// The call after the event; the same object when nothing changed.
  public synchronized Call apply(ChannelEvent event) {
    if (call.status().isTerminal()) {
      return call;
    }
    switch (event) {
      case ChannelEvent.Created(var _, var channel) -> legs.seen(channel);
      case ChannelEvent.StateChanged(var at, var channel) -> stateChanged(at, channel);
      case ChannelEvent.DialBegun(var _, var caller, var channel) -> legs.dialled(caller, channel);
      case ChannelEvent.DialProgressed(var at, var caller, var channel, var status) ->
          progressed(at, legs.dialled(caller, channel), status);
      case ChannelEvent.DialEnded(var at, var caller, var channel, var status) ->
          dialEnded(at, legs.dialled(caller, channel), status);
      case ChannelEvent.BridgeEntered(var at, var channel, var bridge) ->
          bridged(at, legs.seen(channel), bridge);
      case ChannelEvent.BridgeLeft(var _, var channel, var _) -> legs.seen(channel).bridge = null;
      case ChannelEvent.HoldChanged(var _, var _, var nowHeld) -> held = nowHeld;
      case ChannelEvent.HungUp(var at, var channel, var cause) -> hungUp(at, channel, cause);
      case ChannelEvent.Originated originated -> originated(originated);
    }
    if (!call.status().isTerminal()) {
      call = call.withLegs(legs.views(), held);
    }
    return call;
  }

  private void stateChanged(Instant at, Channel channel) {
    legs.seen(channel);
    if (legs.isOrigin(channel) && channel.state() == ChannelState.UP) {
      answered(at);
    } else if (legs.isOriginSide(channel) && channel.state() == ChannelState.RINGING) {
      ringing(at);
    }
  }

  private void progressed(Instant at, LegTrack leg, String status) {
    if (leg.side == Side.ORIGIN && (status.equals("RINGING") || status.equals("PROGRESS"))) {
      ringing(at);
    }
  }

  private void dialEnded(Instant at, LegTrack leg, String status) {
    leg.dialStatus = status;
    if (leg.uniqueid().equals(call.id()) && status.equals("ANSWER")) {
      answered(at);
    }
  }

  private void bridged(Instant at, LegTrack leg, String bridge) {
    leg.bridge = bridge;
    if (legs.sidesMeet()) {
      answered(at);
      call = call.moved(CallStatus.CONNECTED, at);
    }
  }

  private void ringing(Instant at) {
    reacted = true;
    call = call.moved(CallStatus.RINGING, at);
  }

  private void answered(Instant at) {
    call = call.moved(CallStatus.ANSWERED, at);
    if (plan.runsApplication()) {
      call = call.moved(CallStatus.CONNECTED, at);
    }
  }

  private void originated(ChannelEvent.Originated verdict) {
    if (verdict.answered()) {
      answered(verdict.at());
      return;
    }
    refusedByAsterisk = true;
    reason = verdict.reason();
    endSeen = endSeen == null ? verdict.at() : endSeen;
    if (originCause != null) {
      conclude(verdict.at());
    }
  }

  private void hungUp(Instant at, Channel channel, HangupCause cause) {
    var leg = legs.seen(channel);
    leg.cause = cause;
    leg.bridge = null;
    if (!leg.uniqueid().equals(call.id())) {
      return;
    }
    originCause = cause;
    endSeen = endSeen == null ? at : endSeen;
    if (refusedByAsterisk || cancelAsked || call.times().answeredAt() != null) {
      conclude(at);
    }
  }

  /// Decides with what is known.
  private void conclude(Instant at) {
    if (call.times().connectedAt() != null) {
      call = call.ended(CallStatus.COMPLETED, null, originCause, at);
    } else if (cancelAsked) {
      call = call.ended(CallStatus.CANCELED, null, originCause, at);
    } else if (call.times().answeredAt() != null) {
      concludeDestination(at);
    } else {
      var cause = originCause();
      var why = Verdict.ofOrigin(cause, effectiveReason(at), reacted);
      call = call.ended(CallStatus.FAILED, why, cause, at);
    }
  }

  private void concludeDestination(Instant at) {
    var tried = legs.destinationTried();
    if (tried != null && !"ANSWER".equals(tried.dialStatus)) {
      var why = Verdict.ofDestination(tried.cause, tried.dialStatus);
      var how = tried.cause == null ? originCause : tried.cause;
      call = call.ended(CallStatus.FAILED, why, how, at);
      return;
    }
    var why = originCause == null || tried != null ? null : Verdict.ofDialplan(originCause);
    var end = why == null ? CallStatus.COMPLETED : CallStatus.FAILED;
    call = call.ended(end, why, originCause, at);
  }

  /// Null when there never was a channel; a channel without a hang-up tells nothing.
  private @Nullable HangupCause originCause() {
    if (originCause != null) {
      return legs.originCause(originCause);
    }
    return legs.originStands() ? new HangupCause(0, null, "") : null;
  }

  /// The originate's reason, or, when its verdict never came, what the clock says.
  private int effectiveReason(Instant at) {
    var rangOut = !at.isBefore(call.times().createdAt().plus(plan.timeout()));
    return !refusedByAsterisk && rangOut ? Verdict.TIMED_OUT : reason;
  }

  /// Marks the call as hung up by us; false when it is over already.
  public synchronized boolean cancel() {
    if (call.status().isTerminal()) {
      return false;
    }
    cancelAsked = call.times().connectedAt() == null;
    return true;
  }

  /// Whether the origin's channel stands although the call is cancelled or over: the cancel came
  /// before there was a channel, or we gave the call up before Asterisk did.
  public synchronized boolean needsHangUp() {
    return (cancelAsked || call.status().isTerminal()) && legs.originStands();
  }

  /// Asterisk refused the command itself.
  public synchronized Call refuse(CallFailure why, Instant at) {
    call = call.ended(CallStatus.FAILED, why, null, at);
    return call;
  }

  /// Time has passed: decides what no event will decide any more.
  public synchronized Call tick(Instant now) {
    var overdue = call.times().createdAt().plus(plan.timeout()).plus(OVERDUE);
    var unanswered = call.times().answeredAt() == null;
    if (endSeen != null && !now.isBefore(endSeen.plus(GRACE))) {
      conclude(now);
    } else if (unanswered && now.isAfter(overdue)) {
      reason = Verdict.TIMED_OUT;
      refusedByAsterisk = true;
      conclude(now);
    }
    return call;
  }

  /// Takes over what Asterisk says is up now. A call whose origin is gone without a word is lost.
  public synchronized Call reconcile(List<LiveChannel> up, Instant now) {
    if (call.status().isTerminal() || endSeen != null) {
      return call;
    }
    for (var live : up) {
      legs.seen(live.channel()).bridge = live.bridgeId();
    }
    if (up.stream().noneMatch(live -> legs.isOrigin(live.channel()))) {
      call = call.ended(CallStatus.FAILED, CallFailure.LOST, null, now);
      return call;
    }
    if (legs.originIsUp()) {
      answered(now);
    }
    if (legs.sidesMeet()) {
      call = call.moved(CallStatus.CONNECTED, now);
    }
    call = call.withLegs(legs.views(), held);
    return call;
  }
}
