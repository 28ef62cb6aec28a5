package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.asterisk.channels.Verdict;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;

/// Why a command to a call is not carried out.
final class Refusals {

  private Refusals() {}

  static RefusedException conflict(String code, String message) {
    return Refusal.conflict(code, message).asException();
  }

  static RefusedException bad(String field, String message) {
    return Refusal.badValue(field, message).asException();
  }

  static RefusedException outsideFence(String message) {
    return Refusal.of(Refusal.Kind.FORBIDDEN, "outside_fence", message).asException();
  }

  /// Nothing happened although Asterisk was asked, and the call goes on.
  static void demand(Verdict verdict, String what) {
    if (!verdict.done()) {
      throw conflict("not_done", "Asterisk did not " + what + ": " + verdict.text() + ".");
    }
  }

  static RefusedException unseen(String what) {
    return conflict(
        "not_done", "Asterisk took the command but did not " + what + " within five seconds.");
  }
}
