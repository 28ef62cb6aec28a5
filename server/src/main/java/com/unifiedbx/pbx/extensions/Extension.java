package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An extension as it is stored; its SIP secret is not in it, since only digests of it are kept.
///
/// @param callerId what others see as this extension's number; empty means the number itself
/// @param maxContacts how many phones may be registered at once, 1 to 100
/// @param ringSeconds how long its phones ring before the call goes on to voicemail
/// @param voicemail its box, or null when it has none
/// @param version grows by one with every change; the `ETag`
public record Extension(
    ExtensionNumber number,
    String name,
    String email,
    String callerId,
    String outboundCid,
    String emergencyCid,
    int maxContacts,
    int ringSeconds,
    @Nullable VoicemailBox voicemail,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /// The box where callers leave messages.
  ///
  /// @param email where a notice goes; empty for nowhere
  /// @param attach whether the notice carries the message
  public record VoicemailBox(String email, boolean attach, boolean deleteAfterEmail) {}

  public String etag() {
    return Long.toString(version);
  }
}
