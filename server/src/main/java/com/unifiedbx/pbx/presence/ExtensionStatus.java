package com.unifiedbx.pbx.presence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An extension as it is at a moment; the shape on the wire.
///
/// @param state `idle`, `inuse`, `ringing`, `busy`, `onhold` or `unavailable`
/// @param contacts the phones that are registered
/// @param calls how many channels of its phones are up, ringing ones included
public record ExtensionStatus(
    String extension, String state, List<Phone> contacts, int calls, Messages voicemail) {

  public ExtensionStatus {
    contacts = List.copyOf(contacts);
  }

  /// A registered phone.
  ///
  /// @param status `reachable`, `unreachable`, or `unknown` until it was asked for a sign of life
  /// @param roundtripMs how long its last sign of life took, null when there was none
  /// @param expiresAt when the registration ends unless it is renewed
  public record Phone(
      String uri,
      String userAgent,
      String status,
      @Nullable Double roundtripMs,
      @Nullable Instant expiresAt) {}

  /// Voicemail messages; none for an extension without a box.
  public record Messages(@JsonProperty("new") int unheard, @JsonProperty("old") int heard) {}
}
