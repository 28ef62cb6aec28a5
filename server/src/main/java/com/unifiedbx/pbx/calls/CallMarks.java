package com.unifiedbx.pbx.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is being done to a call that stands.
///
/// @param held a phone has put its peer on hold, or this API has
/// @param muted a leg is muted through this API
/// @param parked where it waits to be picked up, or null
/// @param consultation the attended transfer that is under way, or null
public record CallMarks(
    boolean held,
    boolean muted,
    boolean recording,
    @Nullable Parked parked,
    @Nullable Consultation consultation) {

  public static final CallMarks NONE = new CallMarks(false, false, false, null, null);

  /// A parking space, which can be dialled from a phone.
  public record Parked(String parkingLot, String space, Instant timeoutAt) {}

  /// A leg asks somebody else while another waits.
  ///
  /// @param exten who is asked
  /// @param asking uniqueid of the leg that asks
  /// @param waiting uniqueid of the leg that waits
  public record Consultation(String exten, String asking, String waiting) {}

  public CallMarks held(boolean now) {
    return new CallMarks(now, muted, recording, parked, consultation);
  }

  public CallMarks muted(boolean now) {
    return new CallMarks(held, now, recording, parked, consultation);
  }

  public CallMarks recording(boolean now) {
    return new CallMarks(held, muted, now, parked, consultation);
  }

  public CallMarks parked(@Nullable Parked now) {
    return new CallMarks(held, muted, recording, now, consultation);
  }

  public CallMarks consultation(@Nullable Consultation now) {
    return new CallMarks(held, muted, recording, parked, now);
  }
}
