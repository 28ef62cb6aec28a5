package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's settings of voicemail boxes. Messages are the business of the room `voicemail`.
@Controller
class VoicemailSettingsGraphQlController {

  private final Extensions extensions;

  VoicemailSettingsGraphQlController(Extensions extensions) {
    this.extensions = extensions;
  }

  /// Type `voiceMail`; its switches are `yes` or `no`, and its PIN is not shown.
  record VoiceMail(Extension of, VoicemailBox box) {
    public String id() {
      return GlobalId.of("voiceMail", of.number().digits());
    }

    public boolean status() {
      return true;
    }

    public String message() {
      return "Voicemail data found successfully";
    }

    public String context() {
      return "default";
    }

    public String name() {
      return of.name();
    }

    public String email() {
      return box.email();
    }

    public String pager() {
      return box.pager();
    }

    public String attach() {
      return yes(box.attach());
    }

    public String saycid() {
      return yes(box.sayCallerId());
    }

    public String envelope() {
      return yes(box.envelope());
    }

    public String delete() {
      return yes(box.deleteAfterEmail());
    }

    private static String yes(boolean is) {
      return is ? "yes" : "no";
    }
  }

  /// Input of `enableVoiceMail` and `updateVoiceMail`.
  record Input(
      String extensionId,
      @Nullable String password,
      @Nullable String name,
      @Nullable String email,
      @Nullable String pager,
      @Nullable Boolean saycid,
      @Nullable Boolean envelope,
      @Nullable Boolean attach,
      @Nullable Boolean delete,
      @Nullable String clientMutationId) {

    NewExtension changed(Extension extension) {
      var old = extension.voicemail();
      var was = old == null ? VoicemailBox.mailing(extension.email()) : old;
      var box =
          new VoicemailBox(
              Objects.requireNonNullElse(email, was.email()),
              Objects.requireNonNullElse(attach, was.attach()),
              Objects.requireNonNullElse(delete, was.deleteAfterEmail()),
              Objects.requireNonNullElse(pager, was.pager()),
              Objects.requireNonNullElse(saycid, was.sayCallerId()),
              Objects.requireNonNullElse(envelope, was.envelope()));
      return new NewExtension(extension.number(), extension.settings().withBox(box), password);
    }
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  VoiceMail fetchVoiceMail(@Argument String extensionId) {
    var number = ExtensionNumber.parse(extensionId);
    var found = number == null ? null : extensions.find(number);
    var box = found == null ? null : found.voicemail();
    if (found == null || box == null) {
      throw Refusal.notFound("Sorry unable to fetch the status").asException();
    }
    ExtensionInput.number(extensionId);
    return new VoiceMail(found, box);
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  ExtensionGraphQlController.Payload enableVoiceMail(@Argument Input input) {
    extensions.change(
        ExtensionInput.number(input.extensionId()),
        null,
        old -> {
          if (old.voicemail() != null) {
            throw Refusal.conflict("box_exists", "Sorry,voicemail already exists.").asException();
          }
          return input.changed(old);
        });
    return new ExtensionGraphQlController.Payload(
        true, "Voicemail has been created successfully", input.clientMutationId());
  }

  /// What FreePBX lacks: a change of a box that exists.
  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  ExtensionGraphQlController.Payload updateVoiceMail(@Argument Input input) {
    extensions.change(
        ExtensionInput.number(input.extensionId()),
        null,
        old -> {
          if (old.voicemail() == null) {
            throw noBox();
          }
          return input.changed(old);
        });
    return new ExtensionGraphQlController.Payload(
        true, "Voicemail has been updated successfully", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  ExtensionGraphQlController.Payload disableVoiceMail(@Argument Input input) {
    var number = ExtensionInput.number(input.extensionId());
    if (extensions.find(number) == null) {
      throw noBox();
    }
    extensions.change(
        number,
        null,
        old -> {
          if (old.voicemail() == null) {
            throw noBox();
          }
          return new NewExtension(old.number(), old.settings().withBox(null), null);
        });
    return new ExtensionGraphQlController.Payload(
        true, "Voicemail has been disabled", input.clientMutationId());
  }

  private static RuntimeException noBox() {
    return Refusal.notFound("Sorry,voicemail does not  exists.").asException();
  }
}
