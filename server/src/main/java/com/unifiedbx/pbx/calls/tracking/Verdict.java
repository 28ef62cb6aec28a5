package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.CallFailure;
import org.jspecify.annotations.Nullable;

/// Turns what Asterisk says about an end into one word of [CallFailure].
///
/// Asterisk's own verdict on an originate is 0 for nearly every refusal, and its dial status
/// `NOANSWER` covers six of them. The SIP status is exact when it is there, with one trap: Asterisk
/// reports its own timeout as 480 too. The Q.850 cause comes next.
final class Verdict {

  /// Reasons of `OriginateResponse`.
  static final int TIMED_OUT = 3;

  private static final int BUSY = 5;
  private static final int CONGESTION = 8;

  private Verdict() {}

  /// Why the origin did not answer.
  ///
  /// @param cause of the origin's channel; null when there never was one
  /// @param reason of the originate, 0 when not known
  /// @param reacted whether the phone rang or reported progress
  static CallFailure ofOrigin(@Nullable HangupCause cause, int reason, boolean reacted) {
    if (reason == TIMED_OUT) {
      return reacted ? CallFailure.NO_ANSWER : CallFailure.TIMEOUT;
    }
    if (cause == null) {
      // No channel at all: the last phone went away between the check and the call.
      return CallFailure.UNREGISTERED;
    }
    if (cause.sip() != null) {
      return ofSip(cause.sip(), reacted);
    }
    return switch (reason) {
      case BUSY -> CallFailure.BUSY;
      case CONGESTION -> CallFailure.CONGESTION;
      default -> ofQ850(cause.q850());
    };
  }

  private static CallFailure ofSip(int status, boolean reacted) {
    return switch (status) {
      case 486, 600 -> CallFailure.BUSY;
      case 480, 487 -> CallFailure.NO_ANSWER;
      case 408 -> reacted ? CallFailure.NO_ANSWER : CallFailure.TIMEOUT;
      case 404, 410, 484, 604 -> CallFailure.UNALLOCATED;
      default -> status >= 500 && status < 600 ? CallFailure.CONGESTION : CallFailure.REJECTED;
    };
  }

  private static CallFailure ofQ850(int cause) {
    return switch (cause) {
      case 17 -> CallFailure.BUSY;
      case 18, 19 -> CallFailure.NO_ANSWER;
      // 0: a Local channel to a place that does not exist tells nothing more.
      case 0, 1, 2, 3, 22, 28 -> CallFailure.UNALLOCATED;
      case 20 -> CallFailure.UNREGISTERED;
      case 27, 34, 38, 41, 42, 44 -> CallFailure.CONGESTION;
      default -> CallFailure.REJECTED;
    };
  }

  /// What one dialled leg of the destination came to.
  ///
  /// @param cause of that leg's channel, null when not known
  /// @param dialStatus of the dial, null when it never ended
  static CallFailure ofDestination(@Nullable HangupCause cause, @Nullable String dialStatus) {
    if (cause != null && cause.sip() != null) {
      return switch (cause.sip()) {
        case 486, 600 -> CallFailure.DESTINATION_BUSY;
        case 480, 487, 408 -> CallFailure.DESTINATION_NO_ANSWER;
        default -> CallFailure.DESTINATION_FAILED;
      };
    }
    if ("BUSY".equals(dialStatus)) {
      return CallFailure.DESTINATION_BUSY;
    }
    if ("CONGESTION".equals(dialStatus) || "CHANUNAVAIL".equals(dialStatus)) {
      return CallFailure.DESTINATION_FAILED;
    }
    return switch (cause == null ? 0 : cause.q850()) {
      case 17 -> CallFailure.DESTINATION_BUSY;
      case 1, 3, 20, 21, 34, 38, 58 -> CallFailure.DESTINATION_FAILED;
      default -> CallFailure.DESTINATION_NO_ANSWER;
    };
  }

  /// What it means that the origin was hung up while nothing had been dialled: null is a normal
  /// end, after an announcement for example.
  static @Nullable CallFailure ofDialplan(HangupCause cause) {
    return switch (cause.q850()) {
      // 0: a phone that hangs up on an application, such as the echo test, gives no cause.
      case 0, HangupCause.NORMAL -> null;
      case 1 -> CallFailure.DESTINATION_MISSING;
      case 17 -> CallFailure.DESTINATION_BUSY;
      case 18, 19 -> CallFailure.DESTINATION_NO_ANSWER;
      default -> CallFailure.DESTINATION_FAILED;
    };
  }
}
