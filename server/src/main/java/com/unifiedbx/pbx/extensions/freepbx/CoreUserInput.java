package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.extensions.Answering;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.Person;
import com.unifiedbx.pbx.extensions.Phone;
import com.unifiedbx.pbx.extensions.RecordingPolicy;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// FreePBX's `addCoreUserInput` and `updateCoreUserInput`; a null member was not named. The three
/// prefixes of caller ids, `password`, `noanswer`, `recording` and `sipname` mean nothing here.
record CoreUserInput(
    String extension,
    @Nullable String noanswer_cid,
    @Nullable String busy_cid,
    @Nullable String chanunavail_cid,
    @Nullable String noanswer_dest,
    @Nullable String busy_dest,
    @Nullable String chanunavail_dest,
    @Nullable String password,
    @Nullable String name,
    @Nullable String voicemail,
    @Nullable String noanswer,
    @Nullable String recording,
    @Nullable String outboundcid,
    @Nullable String sipname,
    @Nullable String mohclass,
    @Nullable String callwaiting,
    @Nullable String recording_in_external,
    @Nullable String recording_out_external,
    @Nullable String recording_in_internal,
    @Nullable String recording_out_internal,
    @Nullable String recording_ondemand,
    @Nullable Integer ringtimer,
    @Nullable Integer recording_priority,
    @Nullable String clientMutationId) {

  ExtensionNumber number() {
    return ExtensionInput.number(extension);
  }

  NewExtension added() {
    var fresh = ExtensionSettings.named(or(name, extension));
    return new NewExtension(number(), changed(fresh), null);
  }

  ExtensionSettings changed(ExtensionSettings old) {
    var settings =
        old.with(person(old.person()))
            .with(phone(old.phone()))
            .with(answering(old.answering()))
            .with(policy(old.recording()));
    if (voicemail == null) {
      return settings;
    }
    var hasBox = !voicemail.isEmpty() && !voicemail.equals("novm");
    return hasBox == (old.voicemail() != null)
        ? settings
        : settings.withBox(hasBox ? VoicemailBox.mailing(old.person().email()) : null);
  }

  private Person person(Person old) {
    return new Person(
        or(name, old.name()),
        old.email(),
        old.callerId(),
        or(outboundcid, old.outboundCid()),
        old.emergencyCid(),
        old.language(),
        old.timeZone());
  }

  private Phone phone(Phone old) {
    return new Phone(
        old.maxContacts(),
        old.codecs(),
        old.dtmfMode(),
        old.profile(),
        mohclass == null || mohclass.isEmpty() ? old.musicClass() : mohclass,
        old.callGroups(),
        old.pickupGroups());
  }

  private Answering answering(Answering old) {
    return new Answering(
        ringtimer == null || ringtimer == 0 ? old.ringSeconds() : ringtimer,
        callwaiting == null ? old.callWaiting() : callwaiting.equals("enabled"),
        old.doNotDisturb(),
        old.forwardAll(),
        old.forwardBusy(),
        old.forwardNoAnswer(),
        busy_dest == null ? old.busy() : Destination.parse("busy_dest", busy_dest),
        noanswer_dest == null ? old.noAnswer() : Destination.parse("noanswer_dest", noanswer_dest),
        chanunavail_dest == null
            ? old.unavailable()
            : Destination.parse("chanunavail_dest", chanunavail_dest));
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

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
