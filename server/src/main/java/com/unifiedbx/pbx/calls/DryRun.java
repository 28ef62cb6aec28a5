package com.unifiedbx.pbx.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an originate would do, found out without ringing anything.
///
/// @param dryRun always true, so that nobody takes this for a call
/// @param channel what would be rung, null when the call would be refused
/// @param rings the phones behind it
/// @param callerId what the call record would name as source
/// @param refusal why it would be refused, or null
public record DryRun(
    boolean dryRun,
    @Nullable String channel,
    List<String> rings,
    @Nullable String callerId,
    Call.To to,
    @Nullable Predicted refusal) {

  public DryRun {
    rings = List.copyOf(rings);
  }

  /// The refusal to be expected, in the words of the problem document.
  public record Predicted(String error, String message, @Nullable String field) {}
}
