package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's follow-me, by its names, shapes and messages.
@Controller
class FollowMeGraphQlController {

  /// Kept and shown, without effect on calls.
  private static final List<String> EXTRAS =
      List.of(
          "callerMessage",
          "alertInfo",
          "receiverMessageConfirmCall",
          "receiverMessageTooLate",
          "ringingMusic",
          "enableCalendar",
          "matchCalendar",
          "calendar",
          "calendarGroup",
          "overrideRingerVolume",
          "externalCallerIdMode",
          "fixedCallerId");

  private final FollowMes follows;
  private final KnownExtensions here;

  FollowMeGraphQlController(FollowMes follows, KnownExtensions here) {
    this.follows = follows;
    this.here = here;
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Map<String, @Nullable Object> fetchFollowMe(@Argument String extensionId) {
    var number = ExtensionNumber.parse(extensionId);
    var found = number == null ? null : follows.find(number);
    if (found == null) {
      throw Refusal.notFound("No record found for " + extensionId).asException();
    }
    Caller.current().fence().demandExtension("extensionId", extensionId);
    return node(found);
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Map<String, @Nullable Object> updateFollowMe(@Argument Map<String, @Nullable Object> input) {
    var named = new Named(input);
    follows.change(
        number(named),
        old ->
            new FollowMe(
                old.number(),
                named.flag("enabled", old.enabled()),
                ringing(named, old),
                named.number("initialRingTime", old.initialSeconds()),
                named.extras(EXTRAS, old.extras())));
    return payload("Follow me has been updated", named);
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Map<String, @Nullable Object> enableFollowMe(@Argument Map<String, @Nullable Object> input) {
    return switched(new Named(input), true, "Follow me has been enabled");
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Map<String, @Nullable Object> disableFollowMe(@Argument Map<String, @Nullable Object> input) {
    return switched(new Named(input), false, "Follow me has been disabled");
  }

  private Map<String, @Nullable Object> switched(Named named, boolean enabled, String message) {
    follows.change(
        number(named),
        old ->
            new FollowMe(old.number(), enabled, old.ringing(), old.initialSeconds(), old.extras()));
    return payload(message, named);
  }

  private static ExtensionNumber number(Named named) {
    var text = named.text("extensionId", "");
    var number = ExtensionNumber.parse(text);
    if (number == null) {
      throw Refusal.notFound(text + " : This extension does not exist").asException();
    }
    Caller.current().fence().demandExtension("extensionId", text);
    return number;
  }

  private Ringing ringing(Named named, FollowMe follow) {
    var old = follow.ringing();
    var list = named.text("followMeList");
    var to = named.text("noAnswerDestination");
    // FreePBX's way of saying "what the extension itself does".
    var isOwn = ("ext-local," + follow.number() + ",dest").equals(to);
    return new Ringing(
            Ringing.strategy(named.text("strategy", old.strategy())),
            list == null ? old.members() : Ringing.members(list),
            named.number("ringTime", old.seconds()),
            named.text("followMePrefix", old.prefix()),
            named.flag("confirmCalls", old.confirm()),
            to == null
                ? old.destination()
                : isOwn ? null : Destination.parse("noAnswerDestination", to))
        .insideFence(old, "followMeList", "noAnswerDestination", here);
  }

  static Map<String, @Nullable Object> node(FollowMe follow) {
    var ringing = follow.ringing();
    var node = new LinkedHashMap<String, @Nullable Object>(follow.extras());
    var id = "findmefollow:" + follow.number();
    node.put("id", Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)));
    node.put("status", true);
    node.put("message", "Record found successfully");
    node.put("enabled", follow.enabled());
    node.put("extensionId", follow.number().digits());
    node.put("strategy", ringing.strategyName());
    node.put("ringTime", ringing.seconds());
    node.put("followMePrefix", ringing.prefix());
    node.put("followMeList", ringing.list());
    node.put("confirmCalls", ringing.confirm());
    node.put("initialRingTime", follow.initialSeconds());
    var to = ringing.destination();
    node.put(
        "noAnswerDestination",
        to == null ? "ext-local," + follow.number() + ",dest" : to.freepbx());
    return node;
  }

  private static Map<String, @Nullable Object> payload(String message, Named named) {
    var payload = new LinkedHashMap<String, @Nullable Object>();
    payload.put("status", true);
    payload.put("message", message);
    payload.put("clientMutationId", named.text("clientMutationId"));
    return payload;
  }
}
