package com.unifiedbx.pbx.calls;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How far a call has come. A call only ever moves down this list, and ends in exactly one of the
/// last three.
public enum CallStatus {
  /// Accepted; nothing rings yet.
  QUEUED,
  /// The origin rings.
  RINGING,
  /// The origin answered; the destination is being reached.
  ANSWERED,
  /// Both talk, or the application runs.
  CONNECTED,
  COMPLETED,
  FAILED,
  /// Hung up through this API before both talked.
  CANCELED;

  public boolean isTerminal() {
    return compareTo(COMPLETED) >= 0;
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All of them, as a sentence lists them.
  static String texts() {
    return Arrays.stream(values()).map(CallStatus::text).collect(Collectors.joining(", "));
  }

  public static CallStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
