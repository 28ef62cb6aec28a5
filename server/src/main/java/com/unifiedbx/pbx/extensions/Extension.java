package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An extension as it is stored; its SIP secret is not in it, since only digests of it are kept.
///
/// @param version grows by one with every change; the `ETag`
public record Extension(
    ExtensionNumber number,
    ExtensionSettings settings,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  public String etag() {
    return Long.toString(version);
  }

  public String name() {
    return settings.person().name();
  }

  public String email() {
    return settings.person().email();
  }

  public int ringSeconds() {
    return settings.answering().ringSeconds();
  }

  /// Its box, or null when it has none.
  public @Nullable VoicemailBox voicemail() {
    return settings.voicemail();
  }
}
