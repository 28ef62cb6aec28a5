package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.AddOutcome;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.Extensions.Manner;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.Person;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.extensions.WantedExtension;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionGraphQlController.DeleteInput;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/// Many extensions by one mutation: FreePBX's range, and lists with an answer for each item.
@Controller
class RangeGraphQlController {

  private static final int MOST = 1_000;

  private final Extensions extensions;

  RangeGraphQlController(Extensions extensions) {
    this.extensions = extensions;
  }

  /// What became of one.
  record Item(
      String extensionId,
      boolean status,
      String message,
      @Nullable String code,
      @Nullable String field) {}

  /// FreePBX's envelope, and an answer for each.
  record Payload(
      boolean status, String message, List<Item> items, @Nullable String clientMutationId) {}

  /// FreePBX's `CreateRangeofExtensionInput`.
  record RangeInput(
      String startExtension,
      String numberOfExtensions,
      String name,
      String email,
      @Nullable String tech,
      @Nullable String channelName,
      @Nullable String outboundCid,
      @Nullable String emergencyCid,
      @Nullable Boolean umEnable,
      @Nullable String umGroups,
      @Nullable Boolean vmEnable,
      @Nullable String vmPassword,
      @Nullable String callerID,
      @Nullable Boolean dryRun,
      @Nullable String clientMutationId) {}

  /// Input of `addExtensions`.
  record ListInput(
      List<ExtensionInput> extensions,
      @Nullable Boolean atomic,
      @Nullable Boolean dryRun,
      @Nullable String clientMutationId) {}

  /// Input of `updateExtensions`.
  record ChangesInput(
      List<ExtensionInput> extensions,
      @Nullable Boolean dryRun,
      @Nullable String clientMutationId) {}

  /// Input of `deleteExtensions`.
  record EndsInput(List<DeleteInput> extensions, @Nullable String clientMutationId) {}

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload createRangeofExtension(@Argument RangeInput input) {
    ExtensionInput.demandPjsip(input.tech());
    var start = ExtensionInput.number(input.startExtension());
    if (!input.numberOfExtensions().matches("[0-9]{1,4}")) {
      throw Refusal.badValue("numberOfExtensions", "Please enter only numeric values")
          .asException();
    }
    var count = Integer.parseInt(input.numberOfExtensions());
    demandCount("numberOfExtensions", count);
    var first = Integer.parseInt(start.digits());
    var wanted = new ArrayList<WantedExtension>();
    for (var number = first; number < first + count; number++) {
      wanted.add(wanted(new ExtensionNumber(String.valueOf(number)), input));
    }
    return made(
        wanted,
        Boolean.TRUE.equals(input.dryRun()) ? Manner.DRY_RUN : Manner.EACH,
        "Extension's has been created Successfully",
        input.clientMutationId());
  }

  private static WantedExtension wanted(ExtensionNumber number, RangeInput input) {
    Caller.current().fence().demandExtension("startExtension", number.digits());
    var person =
        new Person(
            // Two blanks, as FreePBX has it.
            number + "  " + input.name(),
            input.email(),
            Objects.requireNonNullElse(
                input.callerID(), Objects.requireNonNullElse(input.emergencyCid(), "")),
            Objects.requireNonNullElse(input.outboundCid(), ""),
            Objects.requireNonNullElse(input.emergencyCid(), ""),
            "en",
            "");
    var settings = ExtensionSettings.named(person.name()).with(person);
    if (!Boolean.FALSE.equals(input.vmEnable())) {
      settings = settings.withBox(VoicemailBox.mailing(input.email()));
    }
    var pin =
        input.vmPassword() == null || input.vmPassword().isEmpty() ? null : input.vmPassword();
    return new WantedExtension(new NewExtension(number, settings, pin), null);
  }

  /// Makes a list of extensions; each has its answer.
  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload addExtensions(@Argument ListInput input) {
    demandCount("extensions", input.extensions().size());
    var manner =
        Boolean.TRUE.equals(input.dryRun())
            ? Manner.DRY_RUN
            : Boolean.TRUE.equals(input.atomic()) ? Manner.ALL_OR_NONE : Manner.EACH;
    var wanted = new ArrayList<WantedExtension>();
    for (var index = 0; index < input.extensions().size(); index++) {
      try {
        wanted.add(new WantedExtension(input.extensions().get(index).added(), null));
      } catch (RefusedException e) {
        var field = "extensions." + index + "." + e.refusal().field();
        throw e.refusal().onField(field).asException();
      }
    }
    return made(
        wanted, manner, "Extension's has been created Successfully", input.clientMutationId());
  }

  /// Changes each of a list for itself.
  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload updateExtensions(@Argument ChangesInput input) {
    var isDryRun = Boolean.TRUE.equals(input.dryRun());
    return each(
        input.extensions(),
        ExtensionInput::extensionId,
        one ->
            extensions.change(
                one.number(),
                one.etag(),
                one::changed,
                one.extPassword(),
                isDryRun ? Manner.DRY_RUN : one.manner()),
        "Extension has been updated",
        input.clientMutationId());
  }

  /// Ends each of a list for itself.
  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload deleteExtensions(@Argument EndsInput input) {
    return each(
        input.extensions(),
        DeleteInput::extensionId,
        one -> extensions.delete(ExtensionInput.number(one.extensionId()), one.etag()),
        "Extension has been deleted",
        input.clientMutationId());
  }

  private static <T> Payload each(
      List<T> wanted,
      Function<T, String> number,
      Consumer<T> deed,
      String message,
      @Nullable String clientMutationId) {
    demandCount("extensions", wanted.size());
    var items = new ArrayList<Item>();
    for (var one : wanted) {
      try {
        deed.accept(one);
        items.add(new Item(number.apply(one), true, message, null, null));
      } catch (RefusedException e) {
        items.add(refused(number.apply(one), e.refusal()));
      }
    }
    if (items.stream().noneMatch(Item::status)) {
      throw Refusal.conflict("none_changed", "Nothing was changed: " + first(items)).asException();
    }
    return new Payload(true, message, items, clientMutationId);
  }

  private static Item refused(String number, Refusal refusal) {
    return new Item(number, false, refusal.message(), refusal.code(), refusal.field());
  }

  private Payload made(
      List<WantedExtension> wanted,
      Manner manner,
      String message,
      @Nullable String clientMutationId) {
    var outcomes = extensions.addAll(wanted, manner);
    var items = new ArrayList<Item>();
    for (var index = 0; index < outcomes.size(); index++) {
      items.add(item(wanted.get(index).made().number().digits(), outcomes.get(index)));
    }
    var isWhole = items.stream().allMatch(Item::status);
    var isNone = items.stream().noneMatch(Item::status);
    if (isNone || (manner == Manner.ALL_OR_NONE && !isWhole)) {
      throw Refusal.conflict("none_made", "No extension was created: " + first(items))
          .asException();
    }
    return new Payload(true, message, items, clientMutationId);
  }

  private static String first(List<Item> items) {
    return items.stream()
        .filter(item -> !item.status())
        .map(item -> item.extensionId() + ": " + item.message())
        .findFirst()
        .orElse("");
  }

  private static Item item(String number, AddOutcome outcome) {
    return switch (outcome) {
      case AddOutcome.Added _ ->
          new Item(number, true, "Extension has been created Successfully", null, null);
      case AddOutcome.Refused(var refusal) -> refused(number, refusal);
    };
  }

  private static void demandCount(String field, int count) {
    if (count < 1 || count > MOST) {
      throw Refusal.badValue(field, field + " is between 1 and " + MOST + ".").asException();
    }
  }
}
