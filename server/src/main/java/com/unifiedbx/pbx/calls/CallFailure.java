package com.unifiedbx.pbx.calls;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a call failed: a closed list, the same words in calls, events and refusals.
public enum CallFailure {
  BUSY,
  /// It rang until the timeout, or the phone said that nobody is there.
  NO_ANSWER,
  REJECTED,
  UNREGISTERED,
  UNKNOWN_ENDPOINT,
  /// The number does not exist where the call went.
  UNALLOCATED,
  CONGESTION,
  DESTINATION_MISSING,
  DESTINATION_BUSY,
  DESTINATION_NO_ANSWER,
  DESTINATION_FAILED,
  /// The phone never reacted at all.
  TIMEOUT,
  OVERLOADED,
  PBX_UNAVAILABLE,
  /// Asterisk or this server was away when the call ended; how is not known.
  LOST;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static CallFailure of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
