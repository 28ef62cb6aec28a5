package com.unifiedbx.pbx.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an originate would do, found out without ringing anything.
///
/// @param dryRun always true, so that nobody takes this for a call
/// @param channel what would be rung, null when the call would be refused
/// @param rings the phones behind it
/// @param callerId what the call record would name as source
/// @param route where the number leads; null for an application, and when the call would be refused
/// @param refusal why it would be refused, or null
public record DryRun(
    boolean dryRun,
    @Nullable String channel,
    List<String> rings,
    @Nullable String callerId,
    Call.To to,
    @Nullable Route route,
    @Nullable Predicted refusal) {

  public DryRun {
    rings = List.copyOf(rings);
  }

  /// The entry of the dialplan that takes the number.
  ///
  /// @param context the part of the dialplan that has it
  /// @param number as it is dialled there
  /// @param trunk the endpoint that it goes out by; null when it stays inside or there is none
  public record Route(String context, String number, @Nullable String trunk) {}

  /// The refusal to be expected, in the words of the problem document.
  public record Predicted(String error, String message, @Nullable String field) {}
}
