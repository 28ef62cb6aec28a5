package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RelayWindow;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.Arguments;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's inbound routes, by its names, shapes and messages.
@Controller
class InboundRouteGraphQlController {

  private static final int MOST = 1_000;

  /// In a connection, for its `totalCount`: what was searched for.
  private static final String SEARCH = "search";

  private static final String BAD_DESTINATION =
      "Please provide the valid `destination` value, for example extension (100)"
          + " :`from-did-direct,100,1` ";

  /// Kept and shown, without effect on calls.
  private static final List<String> EXTRAS =
      List.of(
          "privacyman",
          "alertinfo",
          "ringing",
          "mohclass",
          "delay_answer",
          "pricid",
          "pmmaxretries",
          "pmminlength",
          "reversal",
          "rvolume",
          "fanswer");

  private final InboundRoutes routes;
  private final KnownExtensions here;

  InboundRouteGraphQlController(InboundRoutes routes, KnownExtensions here) {
    this.routes = routes;
    this.here = here;
  }

  @QueryMapping
  @RequiresScope(Scope.ROUTE_READ)
  Map<String, Object> allInboundRoutes(
      @Arguments RelayWindow window, @Argument @Nullable String search) {
    var limit = window.limit(MOST);
    var text = search == null ? "" : search;
    var from = window.from() == null ? null : behind(window.from());
    var part = window.shown(routes.list(text, from, window.isBackwards(), limit + 1), limit);
    var shown = part.items();
    var edges =
        shown.stream()
            .map(route -> Map.<String, Object>of("node", node(route), "cursor", cursor(route)))
            .toList();
    var ends = new LinkedHashMap<String, @Nullable Object>();
    ends.put("hasNextPage", part.hasNext());
    ends.put("hasPreviousPage", part.hasPrevious());
    ends.put("startCursor", shown.isEmpty() ? null : cursor(shown.getFirst()));
    ends.put("endCursor", shown.isEmpty() ? null : cursor(shown.getLast()));
    return Map.of(
        SEARCH,
        text,
        "inboundRoutes",
        shown.stream().map(InboundRouteGraphQlController::node).toList(),
        "edges",
        edges,
        "pageInfo",
        ends);
  }

  @SchemaMapping(typeName = "DidConnection")
  long totalCount(Map<String, Object> source) {
    return routes.count(String.valueOf(source.get(SEARCH)));
  }

  @QueryMapping
  @RequiresScope(Scope.ROUTE_READ)
  Map<String, @Nullable Object> inboundRoute(@Argument String id) {
    var parts = parts(id);
    var found = routes.find(parts[0], parts[1]);
    if (found == null) {
      throw Refusal.notFound("Inbound Route not found").asException();
    }
    return node(found);
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> addInboundRoute(@Argument Map<String, @Nullable Object> input) {
    var made =
        new InboundRoute(
            text(input, "extension", ""),
            text(input, "cidnum", ""),
            text(input, "description", ""),
            text(input, "grppre", ""),
            insideFence(destination(text(input, "destination", ""))),
            extras(input, Map.of()));
    routes.add(made);
    return payload("Inbound Route created successfully", made, input);
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> updateInboundRoute(@Argument Map<String, @Nullable Object> input) {
    var did = text(input, "extension", "");
    var cid = text(input, "cidnum", "");
    var changed =
        routes.change(
            text(input, "oldExtension", did),
            text(input, "oldCidnum", cid),
            old ->
                new InboundRoute(
                    did,
                    text(input, "cidnum", old.cid()),
                    text(input, "description", old.description()),
                    text(input, "grppre", old.prefix()),
                    input.get("destination") == null
                        ? old.destination()
                        : insideFence(destination(text(input, "destination", ""))),
                    extras(input, old.extras())));
    return payload("Inbound Route updated successfully", changed, input);
  }

  @MutationMapping
  @RequiresScope(Scope.ROUTE_WRITE)
  Map<String, @Nullable Object> removeInboundRoute(@Argument Map<String, @Nullable Object> input) {
    var id = text(input, "id", "");
    var parts = parts(id);
    routes.delete(parts[0], parts[1]);
    var payload = new LinkedHashMap<String, @Nullable Object>();
    payload.put("deletedId", id);
    payload.put("status", true);
    payload.put("message", "Inbound Route deleted successfully");
    payload.put("clientMutationId", input.get("clientMutationId"));
    return payload;
  }

  private static Map<String, @Nullable Object> payload(
      String message, InboundRoute route, Map<String, @Nullable Object> input) {
    var payload = new LinkedHashMap<String, @Nullable Object>();
    payload.put("status", true);
    payload.put("message", message);
    payload.put("inboundRoute", node(route));
    payload.put("clientMutationId", input.get("clientMutationId"));
    return payload;
  }

  static Map<String, @Nullable Object> node(InboundRoute route) {
    var node = new LinkedHashMap<String, @Nullable Object>(route.extras());
    node.put("id", route.id());
    node.put("extension", route.did());
    node.put("cidnum", route.cid());
    node.put("description", route.description());
    node.put("grppre", route.prefix());
    node.put("destination", route.destination().freepbx());
    node.put("destinationConnection", described(route.destination()));
    return node;
  }

  private static String described(Destination destination) {
    return switch (destination) {
      case Destination.ToExtension(var number) -> "Extensions:" + number;
      case Destination.ToVoicemail(var number) -> "Voicemail:" + number;
      case Destination.ToRingGroup(var number) -> "Ring Groups:" + number;
      case Destination.ToNumber(var number) -> "Numbers:" + number;
      case Destination.HangUp(var how) -> "Terminate Call:" + how;
    };
  }

  private static Destination destination(String text) {
    try {
      var parsed = Destination.parse("destination", text);
      if (parsed != null) {
        return parsed;
      }
    } catch (com.unifiedbx.pbx.kernel.RefusedException e) {
      // FreePBX's own words, below.
    }
    throw Refusal.badValue("destination", BAD_DESTINATION).asException();
  }

  /// Nobody leads calls to where it may not call itself.
  private Destination insideFence(Destination to) {
    Caller.current().fence().demandDestination("destination", to, here);
    return to;
  }

  private static Map<String, Object> extras(
      Map<String, @Nullable Object> input, Map<String, Object> old) {
    var extras = new LinkedHashMap<>(old);
    for (var name : EXTRAS) {
      var value = input.get(name);
      if (value != null) {
        extras.put(name, value);
      }
    }
    return extras;
  }

  private static String text(Map<String, @Nullable Object> input, String name, String otherwise) {
    return Objects.requireNonNullElse(input.get(name), otherwise).toString();
  }

  /// Number and caller of an id, `<number>/<caller>`.
  static String[] parts(String id) {
    var parts = id.split("/", 2);
    return new String[] {parts[0], parts.length == 2 ? parts[1] : ""};
  }

  private static String cursor(InboundRoute route) {
    var text = "did:" + route.id();
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InboundRoute behind(String cursor) {
    try {
      var text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith("did:")) {
        var parts = parts(text.substring(4));
        return new InboundRoute(
            parts[0], parts[1], "", "", new Destination.HangUp("hangup"), Map.of());
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the refusal below: no base64.
    }
    throw Refusal.badValue("after", "This cursor is none of this list.").asException();
  }
}
