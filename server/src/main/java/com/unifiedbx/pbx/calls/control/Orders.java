package com.unifiedbx.pbx.calls.control;

import org.jspecify.annotations.Nullable;

/// The bodies of commands, as they come; every member may be missing.
final class Orders {

  private Orders() {}

  /// Nothing but the call.
  record None() {}

  /// @param cause of Q.850: 16 normal, 17 busy, 21 rejected
  record HangUp(@Nullable Integer cause) {}

  /// @param leg `origin`, `destination` or a uniqueid
  record OfLeg(@Nullable String leg) {}

  /// @param type `blind` or `attended`
  /// @param leg which leg asks for it, and leaves
  record Transfer(
      @Nullable String type,
      @Nullable String exten,
      @Nullable String context,
      @Nullable String leg) {}

  /// @param exten who is called into the conference
  record Conference(@Nullable String exten, @Nullable String context) {}

  /// @param extension whose phone listens
  /// @param mode `listen`, `whisper` or `barge`
  /// @param leg whom it listens to, and whispers to
  record Supervision(
      @Nullable String extension,
      @Nullable String mode,
      @Nullable String leg,
      @Nullable Boolean autoAnswer) {}

  /// @param leg which leg goes there
  record Redirect(@Nullable String exten, @Nullable String context, @Nullable String leg) {}

  /// Not told to the audit log: keys may be a card number.
  record Digits(@Nullable String digits, @Nullable String leg) {

    @Override
    public String toString() {
      return "Digits[leg=" + leg + "]";
    }
  }

  /// @param sound a name, not a path
  /// @param leg who hears it, or `both`
  record Prompt(@Nullable String sound, @Nullable String leg) {}

  /// @param action `start`, `stop`, `pause` or `resume`
  record Recording(@Nullable String action, @Nullable String leg) {}
}
