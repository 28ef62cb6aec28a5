package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RelayWindow;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.Arguments;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's ring groups, by its names, shapes and messages.
@Controller
class RingGroupGraphQlController {

  private static final int MOST = 1_000;

  /// In a connection, for its `totalCount`: what was searched for.
  private static final String SEARCH = "search";

  /// Kept and shown, without effect on calls.
  private static final List<String> EXTRAS =
      List.of(
          "overrideRingerVolume",
          "changecid",
          "fixedcid",
          "callRecording",
          "pickupCall",
          "callProgress",
          "answeredElseWhere",
          "ignoreCallForward",
          "ignoreCallWait",
          "alertInfo",
          "recevierMessageConfirmCall",
          "recevierMessage",
          "receiverMessageConfirmCall",
          "receiverMessage",
          "callerMessage",
          "ringingMusic");

  private final RingGroups groups;
  private final KnownExtensions here;

  RingGroupGraphQlController(RingGroups groups, KnownExtensions here) {
    this.groups = groups;
    this.here = here;
  }

  @QueryMapping
  @RequiresScope(Scope.ROUTE_READ)
  Map<String, Object> fetchAllRingGroups(
      @Arguments RelayWindow window, @Argument @Nullable String search) {
    var limit = window.limit(MOST);
    var text = search == null ? "" : search;
    var from = window.from() == null ? null : number(window.from());
    var shown = window.shown(groups.list(text, from, window.isBackwards(), limit + 1), limit);
    var nodes = shown.items().stream().map(group -> node(group, null)).toList();
    var ends = new LinkedHashMap<String, @Nullable Object>();
    ends.put("hasNextPage", shown.hasNext());
    ends.put("hasPreviousPage", shown.hasPrevious());
    ends.put("startCursor", nodes.isEmpty() ? null : nodes.getFirst().get("id"));
    ends.put("endCursor", nodes.isEmpty() ? null : nodes.getLast().get("id"));
    var edges = nodes.stream().map(node -> Map.of("node", node, "cursor", node.get("id"))).toList();
    return Map.of(
        SEARCH,
        text,
        "ringgroups",
        nodes,
        "edges",
        edges,
        "pageInfo",
        ends,
        "status",
        true,
        "message",
        "Record found successfully");
  }

  @SchemaMapping(typeName = "RinggroupConnection")
  long totalCount(Map<String, Object> source) {
    return groups.count(String.valueOf(source.get(SEARCH)));
  }

  @QueryMapping
  @RequiresScope(Scope.ROUTE_READ)
  Map<String, @Nullable Object> fetchRingGroup(@Argument @Nullable String groupNumber) {
    var number = ExtensionNumber.parse(groupNumber);
    var found = number == null ? null : groups.find(number);
    if (found == null) {
      throw Refusal.notFound("Sorry, unable to find any ringgroup").asException();
    }
    return node(found, "Record found successfully");
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> addRingGroup(@Argument Map<String, @Nullable Object> input) {
    var named = new Named(input);
    var fresh = new Ringing("ringall", List.of(), 20, "", false, new Destination.HangUp("hangup"));
    var made =
        new RingGroup(
            new ExtensionNumber(named.text("groupNumber", "")),
            named.text("description", ""),
            ringing(named, fresh),
            named.extras(EXTRAS, Map.of()));
    groups.add(made);
    return payload("Successfully added ringgroup", made, named);
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> updateRingGroup(@Argument Map<String, @Nullable Object> input) {
    var named = new Named(input);
    var changed =
        groups.change(
            new ExtensionNumber(named.text("groupNumber", "")),
            old ->
                new RingGroup(
                    old.number(),
                    named.text("description", old.description()),
                    ringing(named, old.ringing()),
                    named.extras(EXTRAS, old.extras())));
    return payload("RingGroup updated Successfully", changed, named);
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> deleteRingGroup(@Argument Map<String, @Nullable Object> input) {
    var named = new Named(input);
    var gone = groups.delete(new ExtensionNumber(named.text("groupNumber", "")));
    return payload("Successfully deleted ringgroup", gone, named);
  }

  private Ringing ringing(Named named, Ringing old) {
    var list = named.text("extensionList");
    var to = named.text("postAnswer");
    return new Ringing(
            Ringing.strategy(named.text("strategy", old.strategy())),
            list == null ? old.members() : Ringing.members(list),
            named.number("ringTime", old.seconds()),
            named.text("groupPrefix", old.prefix()),
            named.flag("needConf", old.confirm()),
            to == null ? old.destination() : Destination.parse("postAnswer", to))
        .insideFence(old, "extensionList", "postAnswer", here);
  }

  static Map<String, @Nullable Object> node(RingGroup group, @Nullable String message) {
    var ringing = group.ringing();
    var node = new LinkedHashMap<String, @Nullable Object>(group.extras());
    node.put("id", id(group.number().digits()));
    node.put("groupNumber", Integer.valueOf(group.number().digits()));
    node.put("description", group.description());
    node.put("groupList", ringing.list());
    node.put("groupTime", ringing.seconds());
    node.put("groupPrefix", ringing.prefix());
    node.put("needConf", ringing.confirm());
    node.put("strategy", ringing.strategyName());
    var to = ringing.destination();
    node.put("postAnswer", to == null ? "" : to.freepbx());
    if (message != null) {
      node.put("status", true);
      node.put("message", message);
    }
    return node;
  }

  private static Map<String, @Nullable Object> payload(
      String message, RingGroup group, Named named) {
    var payload = new LinkedHashMap<String, @Nullable Object>();
    payload.put("status", true);
    payload.put("message", message);
    payload.put("response", node(group, null));
    payload.put("clientMutationId", named.text("clientMutationId"));
    return payload;
  }

  private static String id(String number) {
    var text = "ringgroup:" + number;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int number(String cursor) {
    try {
      var text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.matches("ringgroup:[0-9]{1,8}")) {
        return Integer.parseInt(text.substring("ringgroup:".length()));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the refusal below: no base64.
    }
    throw Refusal.badValue("after", "This cursor is none of this list.").asException();
  }
}
