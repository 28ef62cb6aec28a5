package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Answer;
import com.unifiedbx.pbx.calls.store.Place;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.ratelimit.Originates;
import com.unifiedbx.pbx.rest.Problems;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// Calls by GraphQL. The same values as by REST, so a call is handed on as the JSON that it is
/// there.
@Controller
class CallGraphQlController {

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private final Calls calls;
  private final OriginateRequests originates;
  private final ObjectMapper json;

  CallGraphQlController(Calls calls, OriginateRequests originates, ObjectMapper json) {
    this.calls = calls;
    this.originates = originates;
    this.json = json;
  }

  record Connection(
      PageEnds pageInfo,
      List<Edge> edges,
      List<Map<String, Object>> calls,
      int totalCount,
      boolean status,
      String message) {}

  record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  record Edge(Map<String, Object> node, String cursor) {}

  record Payload(
      @Nullable Map<String, Object> call,
      @Nullable Map<String, Object> dryRun,
      boolean replayed,
      boolean status,
      String message,
      @Nullable String clientMutationId) {}

  @QueryMapping
  @RequiresScope(Scope.CALL_READ)
  Connection fetchAllLiveCalls(
      @Argument @Nullable Integer first, @Argument @Nullable String after) {
    var page = calls.listLive(Page.limit(first), after, Caller.current());
    var edges = page.items().stream().map(call -> new Edge(tree(call), Place.of(call).text()));
    var shown = edges.toList();
    return new Connection(
        new PageEnds(
            page.nextCursor() != null,
            after != null,
            shown.isEmpty() ? null : shown.getFirst().cursor(),
            shown.isEmpty() ? null : shown.getLast().cursor()),
        shown,
        shown.stream().map(Edge::node).toList(),
        (int) page.total(),
        true,
        shown.isEmpty() ? "No Data Found" : "Live calls found successfully");
  }

  @QueryMapping
  @RequiresScope(Scope.CALL_READ)
  Map<String, Object> fetchCall(@Argument String id) {
    return tree(calls.detail(id, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  @Originates
  Payload originateCall(DataFetchingEnvironment environment) {
    Map<String, Object> input = environment.getArgumentOrDefault("input", Map.of());
    var body = new LinkedHashMap<>(input);
    var key = text(body.remove("idempotencyKey"));
    var clientMutationId = text(body.remove("clientMutationId"));
    for (var name : List.of("variables", "tag")) {
      body.computeIfPresent(name, (_, values) -> object((List<?>) values));
    }
    var answer = originates.answer(json.writeValueAsBytes(body), key, Caller.current());
    var said = json.readValue(answer.body(), OBJECT);
    if (answer.status() >= 400) {
      throw refusal(answer, said).asException();
    }
    return answer.status() == 202
        ? new Payload(
            said, null, answer.replayed(), true, "Call has been originated", clientMutationId)
        : new Payload(null, said, answer.replayed(), true, "Nothing has rung", clientMutationId);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Map<String, Object> object(List<?> pairs) {
    var object = new LinkedHashMap<String, Object>();
    for (var pair : pairs) {
      if (pair instanceof Map<?, ?> of) {
        object.put(String.valueOf(of.get("name")), String.valueOf(of.get("value")));
      }
    }
    return object;
  }

  /// A refusal that was kept for the key, as it was.
  private static Refusal refusal(Answer answer, Map<String, Object> problem) {
    var refusal =
        Refusal.of(
            Problems.kind(answer.status()),
            String.valueOf(problem.get("error")),
            String.valueOf(problem.get("message")));
    var field = problem.get("field");
    return field == null ? refusal : refusal.onField(field.toString());
  }

  private Map<String, Object> tree(Object value) {
    return json.convertValue(value, OBJECT);
  }
}
