package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallStatus;
import com.unifiedbx.pbx.calls.CallTimes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was witnessed of a call's end, and what it means. Guarded by the call's lock.
final class Evidence {

  /// How a call ended.
  record Outcome(CallStatus status, @Nullable CallFailure failure, @Nullable HangupCause cause) {}

  private final CallPlan plan;
  private final Legs legs;
  boolean placed;
  boolean reacted;
  boolean cancelAsked;
  private int reason;
  private boolean refusedByAsterisk;
  private @Nullable HangupCause originCause;
  private @Nullable HangupCause lastCause;

  /// @param placed whether the origin called by itself, instead of being rung
  Evidence(CallPlan plan, Legs legs, boolean placed) {
    this.plan = plan;
    this.legs = legs;
    this.placed = placed;
  }

  /// The verdict on the originate; true when it is the second witness.
  boolean refused(int asteriskSays) {
    refusedByAsterisk = true;
    reason = asteriskSays;
    return originCause != null;
  }

  void hungUp(HangupCause cause, boolean origin) {
    lastCause = cause;
    if (origin) {
      originCause = cause;
    }
  }

  /// Whether the last hang-up needs no second witness.
  boolean suffices(CallTimes times) {
    return refusedByAsterisk
        || cancelAsked
        || times.answeredAt() != null
        || (placed && originCause != null);
  }

  /// Decides with what is known.
  Outcome outcome(CallTimes times, Instant now) {
    var how = originCause == null ? lastCause : originCause;
    if (times.connectedAt() != null) {
      return new Outcome(CallStatus.COMPLETED, null, how);
    }
    if (cancelAsked || (placed && gaveUp(times))) {
      return new Outcome(CallStatus.CANCELED, null, how);
    }
    if (placed || times.answeredAt() != null) {
      return ofDestination();
    }
    var cause = originCause();
    return new Outcome(
        CallStatus.FAILED, Verdict.ofOrigin(cause, effectiveReason(times, now), reacted), cause);
  }

  /// Whether the caller hung up before anybody could answer.
  private boolean gaveUp(CallTimes times) {
    var tried = legs.destinationTried();
    if (tried != null) {
      return tried.dialStatus == null || tried.dialStatus.equals("CANCEL");
    }
    return times.answeredAt() == null
        && originCause != null
        && Verdict.ofDialplan(originCause) == null;
  }

  private Outcome ofDestination() {
    var tried = legs.destinationTried();
    if (tried != null && !"ANSWER".equals(tried.dialStatus)) {
      var how = tried.cause == null ? originCause : tried.cause;
      var why = Verdict.ofDestination(tried.cause, tried.dialStatus);
      return new Outcome(CallStatus.FAILED, why, how);
    }
    var why = originCause == null || tried != null ? null : Verdict.ofDialplan(originCause);
    return new Outcome(why == null ? CallStatus.COMPLETED : CallStatus.FAILED, why, originCause);
  }

  /// Null when there never was a channel; a channel without a hang-up tells nothing.
  private @Nullable HangupCause originCause() {
    if (originCause != null) {
      return legs.originCause(originCause);
    }
    return legs.stand() ? new HangupCause(0, null, "") : null;
  }

  /// The originate's reason, or, when its verdict never came, what the clock says.
  private int effectiveReason(CallTimes times, Instant now) {
    var rangOut = !now.isBefore(times.createdAt().plus(plan.timeout()));
    return !refusedByAsterisk && rangOut ? Verdict.TIMED_OUT : reason;
  }
}
