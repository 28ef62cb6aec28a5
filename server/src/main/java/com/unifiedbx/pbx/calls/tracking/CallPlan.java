package com.unifiedbx.pbx.calls.tracking;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the state machine has to know about the wish behind a call.
///
/// @param timeout how long the origin may ring
/// @param maxDuration how long the call may last once the origin has answered, or null
/// @param application what the origin is connected to instead of another party, or null
/// @param record whether it is recorded from the origin's answer on
public record CallPlan(
    Duration timeout,
    @Nullable Duration maxDuration,
    @Nullable String application,
    boolean record) {

  boolean runsApplication() {
    return application != null;
  }
}
