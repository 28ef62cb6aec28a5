package com.unifiedbx.pbx.asterisk.endpoints;

import java.util.Locale;

/// What the phones of an endpoint are doing, taken together.
public enum DeviceState {
  IDLE,
  INUSE,
  RINGING,
  BUSY,
  ONHOLD,
  /// No phone is registered, or none answers.
  UNAVAILABLE;

  /// From Asterisk's word for it.
  public static DeviceState of(String word) {
    return switch (word) {
      case "NOT_INUSE" -> IDLE;
      case "INUSE" -> INUSE;
      case "RINGING", "RINGINUSE" -> RINGING;
      case "BUSY" -> BUSY;
      case "ONHOLD" -> ONHOLD;
      default -> UNAVAILABLE;
    };
  }

  /// The word on the wire.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
