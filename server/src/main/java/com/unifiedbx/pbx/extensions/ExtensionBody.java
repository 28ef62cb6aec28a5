package com.unifiedbx.pbx.extensions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An extension in JSON, as sent and as answered. When sent, a null member was not named.
///
/// @param secret only in the answer that makes it, and only once
public record ExtensionBody(
    @Nullable String extension,
    @Nullable String name,
    @Nullable String tech,
    @Nullable String email,
    @Nullable String callerId,
    @Nullable String outboundCid,
    @Nullable String emergencyCid,
    @Nullable Integer maxContacts,
    @Nullable Integer ringTimer,
    @Nullable Boolean callWaiting,
    @Nullable Boolean doNotDisturb,
    @Nullable Forwards callForward,
    @Nullable Destinations destinations,
    @Nullable List<String> codecs,
    @Nullable String dtmfMode,
    @Nullable String profile,
    @Nullable String musicClass,
    @Nullable List<String> callGroups,
    @Nullable List<String> pickupGroups,
    @Nullable String language,
    @Nullable String timeZone,
    @Nullable Recording recording,
    @Nullable Box voicemail,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable String etag,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  /// Numbers that calls are forwarded to; empty for none.
  public record Forwards(@Nullable String all, @Nullable String busy, @Nullable String noAnswer) {}

  /// Where calls go that nobody takes, as [Destination] writes it; empty for the usual.
  public record Destinations(
      @Nullable String busy, @Nullable String noAnswer, @Nullable String unavailable) {}

  /// What is recorded; see [RecordingPolicy].
  public record Recording(
      @Nullable String inboundExternal,
      @Nullable String outboundExternal,
      @Nullable String inboundInternal,
      @Nullable String outboundInternal,
      @Nullable Boolean onDemand,
      @Nullable Integer priority) {}

  /// The voicemail box; absent in JSON means "not named", `enabled: false` means none.
  public record Box(
      @Nullable Boolean enabled,
      @Nullable String email,
      @Nullable Boolean attach,
      @Nullable Boolean deleteAfterEmail,
      @Nullable String pager,
      @Nullable Boolean sayCallerId,
      @Nullable Boolean envelope,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pin) {}

  public static ExtensionBody of(Extension extension, @Nullable Secret secret) {
    var person = extension.settings().person();
    var phone = extension.settings().phone();
    var answering = extension.settings().answering();
    return new ExtensionBody(
        extension.number().digits(),
        person.name(),
        "pjsip",
        person.email(),
        person.callerId(),
        person.outboundCid(),
        person.emergencyCid(),
        phone.maxContacts(),
        answering.ringSeconds(),
        answering.callWaiting(),
        answering.doNotDisturb(),
        new Forwards(answering.forwardAll(), answering.forwardBusy(), answering.forwardNoAnswer()),
        shown(answering),
        phone.codecs(),
        phone.dtmfMode(),
        phone.profile(),
        phone.musicClass(),
        phone.callGroups(),
        phone.pickupGroups(),
        person.language(),
        person.timeZone(),
        shown(extension.settings().recording()),
        shown(extension.voicemail()),
        extension.createdAt(),
        extension.updatedAt(),
        extension.etag(),
        secret == null ? null : secret.value());
  }

  private static Destinations shown(Answering answering) {
    return new Destinations(
        Destination.textOrEmpty(answering.busy()),
        Destination.textOrEmpty(answering.noAnswer()),
        Destination.textOrEmpty(answering.unavailable()));
  }

  private static Recording shown(RecordingPolicy policy) {
    return new Recording(
        policy.inboundExternal(),
        policy.outboundExternal(),
        policy.inboundInternal(),
        policy.outboundInternal(),
        policy.onDemand(),
        policy.priority());
  }

  private static Box shown(@Nullable VoicemailBox box) {
    return box == null
        ? new Box(false, "", false, false, "", false, false, null)
        : new Box(
            true,
            box.email(),
            box.attach(),
            box.deleteAfterEmail(),
            box.pager(),
            box.sayCallerId(),
            box.envelope(),
            null);
  }

  /// What it describes; members that it does not name have their defaults.
  public NewExtension asNew() {
    if (extension == null) {
      throw Refusal.badValue("extension", "extension, the number, is missing.").asException();
    }
    demandOurs();
    var settings = new ExtensionSettings(person(), phone(), answering(), policy(), box());
    return new NewExtension(
        new ExtensionNumber(extension), settings, voicemail == null ? null : voicemail.pin());
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

  private Person person() {
    return new Person(
        text(name),
        text(email),
        text(callerId),
        text(outboundCid),
        text(emergencyCid),
        or(language, "en"),
        text(timeZone));
  }

  private Phone phone() {
    var usual = Phone.DEFAULT;
    return new Phone(
        or(maxContacts, usual.maxContacts()),
        texts("codecs", codecs, usual.codecs()),
        or(dtmfMode, usual.dtmfMode()),
        or(profile, usual.profile()),
        or(musicClass, usual.musicClass()),
        texts("callGroups", callGroups, usual.callGroups()),
        texts("pickupGroups", pickupGroups, usual.pickupGroups()));
  }

  private Answering answering() {
    var usual = Answering.DEFAULT;
    var forward = or(callForward, new Forwards(null, null, null));
    var to = or(destinations, new Destinations(null, null, null));
    return new Answering(
        or(ringTimer, usual.ringSeconds()),
        or(callWaiting, usual.callWaiting()),
        or(doNotDisturb, usual.doNotDisturb()),
        text(forward.all()),
        text(forward.busy()),
        text(forward.noAnswer()),
        Destination.parse("destinations.busy", text(to.busy())),
        Destination.parse("destinations.noAnswer", text(to.noAnswer())),
        Destination.parse("destinations.unavailable", text(to.unavailable())));
  }

  private RecordingPolicy policy() {
    var usual = RecordingPolicy.DEFAULT;
    if (recording == null) {
      return usual;
    }
    return new RecordingPolicy(
        or(recording.inboundExternal(), usual.inboundExternal()),
        or(recording.outboundExternal(), usual.outboundExternal()),
        or(recording.inboundInternal(), usual.inboundInternal()),
        or(recording.outboundInternal(), usual.outboundInternal()),
        or(recording.onDemand(), usual.onDemand()),
        or(recording.priority(), usual.priority()));
  }

  private @Nullable VoicemailBox box() {
    if (voicemail == null || !Boolean.TRUE.equals(voicemail.enabled())) {
      return null;
    }
    return new VoicemailBox(
        or(voicemail.email(), text(email)),
        or(voicemail.attach(), false),
        or(voicemail.deleteAfterEmail(), false),
        text(voicemail.pager()),
        or(voicemail.sayCallerId(), false),
        or(voicemail.envelope(), false));
  }

  /// A list in JSON may hold null, whatever its type here says.
  private static List<String> texts(String field, @Nullable List<String> sent, List<String> usual) {
    if (sent != null && sent.stream().anyMatch(Objects::isNull)) {
      throw Refusal.badValue(field, field + " holds null.").asException();
    }
    return or(sent, usual);
  }

  private static String text(@Nullable String value) {
    return or(value, "");
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
