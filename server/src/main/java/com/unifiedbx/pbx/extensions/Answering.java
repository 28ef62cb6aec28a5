package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.Refusal;
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

  private static void demandDialled(String field, String number) {
    if (!DIALLED.matcher(number).matches()) {
      throw Refusal.badValue(field, field + " is a number as it is dialled: digits, +, * and #.")
          .asException();
    }
  }
}
