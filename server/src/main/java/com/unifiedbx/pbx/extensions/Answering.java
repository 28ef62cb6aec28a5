package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What happens to a call for an extension. In this order: forward of all calls; do not disturb,
/// and no second call without call waiting, count as busy; the phones ring; then the forward for
/// that outcome, then the destination for it, then the voicemail box, then the cause.
///
/// @param ringSeconds how long the phones ring, 1 to 120
/// @param callWaiting whether a second call rings while one is on
/// @param forwardAll a number as the extension would dial it, empty for none; so the other two
/// @param busy where a call goes when it is busy, null for the usual
/// @param noAnswer where it goes when nobody answers
/// @param unavailable where it goes when no phone is registered
public record Answering(
    int ringSeconds,
    boolean callWaiting,
    boolean doNotDisturb,
    String forwardAll,
    String forwardBusy,
    String forwardNoAnswer,
    @Nullable Destination busy,
    @Nullable Destination noAnswer,
    @Nullable Destination unavailable) {

  private static final Pattern DIALLED = Pattern.compile("[0-9*#+]{0,32}");

  // Below the constants that its check needs.
  static final Answering DEFAULT = new Answering(25, true, false, "", "", "", null, null, null);

  public Answering {
    if (ringSeconds < 1 || ringSeconds > 120) {
      throw Refusal.badValue("ringTimer", "ringTimer is between 1 and 120 seconds.").asException();
    }
    demandDialled("callForward.all", forwardAll);
    demandDialled("callForward.busy", forwardBusy);
    demandDialled("callForward.noAnswer", forwardNoAnswer);
  }

  /// Demands that calls are handed on to nowhere outside of the caller's fence. What somebody else
  /// decided before may stay.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`
  void demandInsideFence(Answering old, KnownExtensions here) {
    var caller = Caller.find();
    if (caller != null && !equals(old)) {
      var inside = new Inside(caller.fence(), here);
      inside.demand("callForward.all", forwardAll, old.forwardAll);
      inside.demand("callForward.busy", forwardBusy, old.forwardBusy);
      inside.demand("callForward.noAnswer", forwardNoAnswer, old.forwardNoAnswer);
      inside.demand("destinations.busy", busy, old.busy);
      inside.demand("destinations.noAnswer", noAnswer, old.noAnswer);
      inside.demand("destinations.unavailable", unavailable, old.unavailable);
    }
  }

  private record Inside(Fence fence, KnownExtensions here) {

    void demand(String field, String number, String old) {
      if (!number.isEmpty() && !number.equals(old)) {
        fence.demandDestination(field, number, here);
      }
    }

    void demand(String field, @Nullable Destination to, @Nullable Destination old) {
      if (!Objects.equals(to, old)) {
        fence.demandDestination(field, to, here);
      }
    }
  }

  private static void demandDialled(String field, String number) {
    if (!DIALLED.matcher(number).matches()) {
      throw Refusal.badValue(field, field + " is a number as it is dialled: digits, +, * and #.")
          .asException();
    }
  }
}
