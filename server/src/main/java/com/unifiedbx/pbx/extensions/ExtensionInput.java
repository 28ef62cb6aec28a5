package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.extensions.Extension.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// FreePBX's `addExtensionInput` and `updateExtensionInput`; a null member was not named.
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
    @Nullable String clientMutationId) {

  ExtensionNumber number() {
    if (!extensionId.matches("[0-9]+")) {
      throw Refusal.badValue("extensionId", "Please enter only numeric values").asException();
    }
    return new ExtensionNumber(extensionId);
  }

  NewExtension added() {
    demandPjsip();
    var mail = Objects.requireNonNullElse(email, "");
    return new NewExtension(
        number(),
        Objects.requireNonNullElse(name, ""),
        mail,
        Objects.requireNonNullElse(callerID, Objects.requireNonNullElse(emergencyCid, "")),
        Objects.requireNonNullElse(outboundCid, ""),
        Objects.requireNonNullElse(emergencyCid, ""),
        maxContacts(1),
        Boolean.FALSE.equals(vmEnable) ? null : Extensions.defaultBox(mail),
        pin());
  }

  NewExtension changed(NewExtension old) {
    demandPjsip();
    return new NewExtension(
        old.number(),
        Objects.requireNonNullElse(name, old.name()),
        Objects.requireNonNullElse(email, old.email()),
        Objects.requireNonNullElse(callerID, old.callerId()),
        Objects.requireNonNullElse(outboundCid, old.outboundCid()),
        Objects.requireNonNullElse(emergencyCid, old.emergencyCid()),
        maxContacts(old.maxContacts()),
        box(old),
        pin());
  }

  private @Nullable VoicemailBox box(NewExtension old) {
    if (vmEnable == null) {
      return old.voicemail();
    }
    if (!vmEnable) {
      return null;
    }
    return old.voicemail() == null
        ? Extensions.defaultBox(Objects.requireNonNullElse(email, old.email()))
        : old.voicemail();
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
    if (tech != null && !tech.isEmpty() && !tech.equals("pjsip")) {
      throw Refusal.badValue(
              "tech",
              "The existing driver not support this tech(%s) option . Please use pjsip instead"
                  .formatted(tech))
          .asException();
    }
  }
}
