package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.extensions.Answering;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.Extensions.Manner;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.Person;
import com.unifiedbx.pbx.extensions.Phone;
import com.unifiedbx.pbx.extensions.RecordingPolicy;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// FreePBX's `addExtensionInput` and `updateExtensionInput`, and what we add to them; a null member
/// was not named.
///
/// Members of its user management (`um…`) and `channelName` are accepted and mean nothing here.
record ExtensionInput(
    String extensionId,
    @Nullable String name,
    @Nullable String email,
    @Nullable String tech,
    @Nullable String channelName,
    @Nullable String outboundCid,
    @Nullable String emergencyCid,
    @Nullable Boolean umEnable,
    @Nullable String umGroups,
    @Nullable String umPassword,
    @Nullable Boolean vmEnable,
    @Nullable String vmPassword,
    @Nullable String callerID,
    @Nullable String extPassword,
    @Nullable String maxContacts,
    @Nullable Integer ringtimer,
    @Nullable Boolean callwaiting,
    @Nullable Boolean donotdisturb,
    @Nullable String callforward_all,
    @Nullable String callforward_busy,
    @Nullable String callforward_unconditional,
    @Nullable String noanswerDestination,
    @Nullable String busyDestination,
    @Nullable String chanunavailDestination,
    @Nullable String mohclass,
    @Nullable String recording_in_external,
    @Nullable String recording_out_external,
    @Nullable String recording_in_internal,
    @Nullable String recording_out_internal,
    @Nullable String recording_ondemand,
    @Nullable Integer recording_priority,
    @Nullable List<String> codecs,
    @Nullable String dtmfMode,
    @Nullable String profile,
    @Nullable String language,
    @Nullable String timeZone,
    @Nullable List<String> callGroups,
    @Nullable List<String> pickupGroups,
    @Nullable String etag,
    @Nullable Boolean dryRun,
    @Nullable String clientMutationId) {

  ExtensionNumber number() {
    return number(extensionId);
  }

  /// The number in FreePBX's `extensionId`, or FreePBX's refusal.
  static ExtensionNumber number(String extensionId) {
    if (!extensionId.matches("[0-9]+")) {
      throw Refusal.badValue("extensionId", "Please enter only numeric values").asException();
    }
    Caller.current().fence().demandExtension("extensionId", extensionId);
    return new ExtensionNumber(extensionId);
  }

  Manner manner() {
    return Boolean.TRUE.equals(dryRun) ? Manner.DRY_RUN : Manner.EACH;
  }

  NewExtension added() {
    demandPjsip();
    var fresh = ExtensionSettings.named(or(name, ""));
    var settings = changed(fresh);
    // FreePBX: what is shown to emergency services is shown inside, too, when nothing else is said.
    if (callerID == null && emergencyCid != null) {
      settings = settings.with(withCallerId(settings.person(), emergencyCid));
    }
    if (!Boolean.FALSE.equals(vmEnable)) {
      settings = settings.withBox(VoicemailBox.mailing(or(email, "")));
    }
    return new NewExtension(number(), settings, pin());
  }

  NewExtension changed(Extension old) {
    demandPjsip();
    var settings = changed(old.settings());
    if (Boolean.TRUE.equals(vmEnable) && old.voicemail() == null) {
      settings = settings.withBox(VoicemailBox.mailing(settings.person().email()));
    } else if (Boolean.FALSE.equals(vmEnable)) {
      settings = settings.withBox(null);
    }
    return new NewExtension(old.number(), settings, pin());
  }

  private ExtensionSettings changed(ExtensionSettings old) {
    return new ExtensionSettings(
        person(old.person()),
        phone(old.phone()),
        answering(old.answering()),
        policy(old.recording()),
        old.voicemail());
  }

  private Person person(Person old) {
    return new Person(
        or(name, old.name()),
        or(email, old.email()),
        or(callerID, old.callerId()),
        or(outboundCid, old.outboundCid()),
        or(emergencyCid, old.emergencyCid()),
        or(language, old.language()),
        or(timeZone, old.timeZone()));
  }

  private static Person withCallerId(Person person, String shown) {
    return new Person(
        person.name(),
        person.email(),
        shown,
        person.outboundCid(),
        person.emergencyCid(),
        person.language(),
        person.timeZone());
  }

  private Phone phone(Phone old) {
    return new Phone(
        maxContacts(old.maxContacts()),
        or(codecs, old.codecs()),
        or(dtmfMode, old.dtmfMode()),
        or(profile, old.profile()),
        or(mohclass, old.musicClass()),
        or(callGroups, old.callGroups()),
        or(pickupGroups, old.pickupGroups()));
  }

  private Answering answering(Answering old) {
    return new Answering(
        ringtimer == null || ringtimer == 0 ? old.ringSeconds() : ringtimer,
        or(callwaiting, old.callWaiting()),
        or(donotdisturb, old.doNotDisturb()),
        or(callforward_all, old.forwardAll()),
        or(callforward_busy, old.forwardBusy()),
        or(callforward_unconditional, old.forwardNoAnswer()),
        destination("busyDestination", busyDestination, old.busy()),
        destination("noanswerDestination", noanswerDestination, old.noAnswer()),
        destination("chanunavailDestination", chanunavailDestination, old.unavailable()));
  }

  private RecordingPolicy policy(RecordingPolicy old) {
    return new RecordingPolicy(
        or(recording_in_external, old.inboundExternal()),
        or(recording_out_external, old.outboundExternal()),
        or(recording_in_internal, old.inboundInternal()),
        or(recording_out_internal, old.outboundInternal()),
        recording_ondemand == null ? old.onDemand() : recording_ondemand.equals("enabled"),
        or(recording_priority, old.priority()));
  }

  private static @Nullable Destination destination(
      String field, @Nullable String named, @Nullable Destination old) {
    return named == null ? old : Destination.parse(field, named);
  }

  private @Nullable String pin() {
    return vmPassword == null || vmPassword.isEmpty() ? null : vmPassword;
  }

  private int maxContacts(int otherwise) {
    if (maxContacts == null) {
      return otherwise;
    }
    if (!maxContacts.matches("[0-9]{1,3}")) {
      throw Refusal.badValue("maxContacts", "maxContacts is between 1 and 100.").asException();
    }
    return Integer.parseInt(maxContacts);
  }

  private void demandPjsip() {
    demandPjsip(tech);
  }

  static void demandPjsip(@Nullable String tech) {
    if (tech != null && !tech.isEmpty() && !tech.equals("pjsip")) {
      throw Refusal.badValue(
              "tech",
              "The existing driver not support this tech(%s) option . Please use pjsip instead"
                  .formatted(tech))
          .asException();
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
