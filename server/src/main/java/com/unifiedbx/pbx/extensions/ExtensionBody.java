package com.unifiedbx.pbx.extensions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.unifiedbx.pbx.extensions.Extension.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An extension in JSON, as sent and as answered. When sent, a null member was not named.
///
/// @param secret only in the answer that makes it, and only once
record ExtensionBody(
    @Nullable String extension,
    @Nullable String name,
    @Nullable String tech,
    @Nullable String email,
    @Nullable String callerId,
    @Nullable String outboundCid,
    @Nullable String emergencyCid,
    @Nullable Integer maxContacts,
    @Nullable Box voicemail,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable String etag,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  /// The voicemail box; absent in JSON means "not named", `enabled: false` means none.
  record Box(
      @Nullable Boolean enabled,
      @Nullable String email,
      @Nullable Boolean attach,
      @Nullable Boolean deleteAfterEmail,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pin) {}

  static ExtensionBody of(Extension extension, @Nullable Secret secret) {
    var box = extension.voicemail();
    return new ExtensionBody(
        extension.number().digits(),
        extension.name(),
        "pjsip",
        extension.email(),
        extension.callerId(),
        extension.outboundCid(),
        extension.emergencyCid(),
        extension.maxContacts(),
        box == null
            ? new Box(false, "", false, false, null)
            : new Box(true, box.email(), box.attach(), box.deleteAfterEmail(), null),
        extension.createdAt(),
        extension.updatedAt(),
        extension.etag(),
        secret == null ? null : secret.value());
  }

  NewExtension asNew() {
    if (extension == null) {
      throw Refusal.badValue("extension", "extension, the number, is missing.").asException();
    }
    demandOurs();
    return new NewExtension(
        new ExtensionNumber(extension),
        text(name),
        text(email),
        text(callerId),
        text(outboundCid),
        text(emergencyCid),
        maxContacts == null ? 1 : maxContacts,
        box(),
        voicemail == null ? null : voicemail.pin());
  }

  /// Members that only the server sets may be sent back as they were answered, but not made up.
  private void demandOurs() {
    if (tech != null && !tech.equals("pjsip")) {
      throw Refusal.badValue("tech", "Only the tech pjsip exists here.").asException();
    }
    if (secret != null) {
      throw Refusal.badValue("secret", "The secret is made here and shown once in the answer.")
          .asException();
    }
    if (createdAt != null || updatedAt != null || etag != null) {
      throw Refusal.badValue(
              createdAt != null ? "createdAt" : updatedAt != null ? "updatedAt" : "etag",
              "This member is set by the server.")
          .asException();
    }
  }

  private @Nullable VoicemailBox box() {
    if (voicemail == null || !Boolean.TRUE.equals(voicemail.enabled())) {
      return null;
    }
    return new VoicemailBox(
        voicemail.email() == null ? text(email) : voicemail.email(),
        Boolean.TRUE.equals(voicemail.attach()),
        Boolean.TRUE.equals(voicemail.deleteAfterEmail()));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
