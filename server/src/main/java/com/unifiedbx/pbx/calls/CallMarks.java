package com.unifiedbx.pbx.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is being done to a call that stands.
///
/// @param held a phone has put its peer on hold, or this API has
/// @param muted a leg is muted through this API
/// @param parked where it waits to be picked up, or null
public record CallMarks(boolean held, boolean muted, boolean recording, @Nullable Parked parked) {

  public static final CallMarks NONE = new CallMarks(false, false, false, null);

  /// A parking space, which can be dialled from a phone.
  public record Parked(String parkingLot, String space, Instant timeoutAt) {}

  public CallMarks held(boolean now) {
    return new CallMarks(now, muted, recording, parked);
  }

  public CallMarks muted(boolean now) {
    return new CallMarks(held, now, recording, parked);
  }

  public CallMarks recording(boolean now) {
    return new CallMarks(held, muted, now, parked);
  }

  public CallMarks parked(@Nullable Parked now) {
    return new CallMarks(held, muted, recording, now);
  }
}
