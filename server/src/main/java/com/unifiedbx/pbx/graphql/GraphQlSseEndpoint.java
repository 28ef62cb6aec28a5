package com.unifiedbx.pbx.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Bearers;
import com.unifiedbx.pbx.access.Standing;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import graphql.GraphQLError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// `…/gql` with `Accept: text/event-stream`: GraphQL over server-sent events, one connection for
/// each operation ("distinct connections mode" of the graphql-sse protocol).
@RestController
class GraphQlSseEndpoint {

  private static final String PATH = "/admin/api/api/gql";
  private static final int LONGEST = 1 << 20;
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Subscriptions subscriptions;
  private final Bearers bearers;
  private final SubscriptionProperties properties;
  private final ObjectMapper json;

  GraphQlSseEndpoint(
      Subscriptions subscriptions,
      Bearers bearers,
      SubscriptionProperties properties,
      ObjectMapper json) {
    this.subscriptions = subscriptions;
    this.bearers = bearers;
    this.properties = properties;
    this.json = json;
  }

  @Described("Streams a GraphQL subscription (server-sent events), or opens a WebSocket for some.")
  @PostMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void post(InputStream content, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var bytes = content.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw unreadable("A request has at most 1 MiB.");
    }
    try {
      serve(json.readValue(bytes, Operation.class), request, response);
    } catch (JacksonException e) {
      throw unreadable("The body is no JSON object with the member 'query'.");
    }
  }

  /// A link can be followed by a browser on its own, so it must change nothing.
  @Described("Streams a GraphQL subscription (server-sent events), or opens a WebSocket for some.")
  @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void get(
      @RequestParam @Nullable String query,
      @RequestParam(required = false) @Nullable String operationName,
      @RequestParam(required = false) @Nullable String variables,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var operation = new Operation(query, operationName, object(variables), null);
    if (operation.isQueryOrMutation()) {
      throw Refusal.of(
              Refusal.Kind.WRONG_METHOD,
              "method_not_allowed",
              "Send queries and mutations by POST; GET is for subscriptions.")
          .asException();
    }
    serve(operation, request, response);
  }

  private @Nullable Map<String, @Nullable Object> object(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : json.readValue(text, OBJECT);
    } catch (JacksonException e) {
      throw Refusal.badValue("variables", "variables is a JSON object.").asException();
    }
  }

  private void serve(Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var standing =
        Standing.of(bearers, request.getHeader("Authorization"), request.getRemoteAddr());
    var result = subscriptions.execute(operation);
    var results = Subscriptions.stream(result);
    var pump = results == null ? null : Subscriptions.begin(results);
    if (Subscriptions.isRefusedWhole(result) || (pump != null && !pump.errors().isEmpty())) {
      refuse(pump == null ? result.getErrors() : pump.errors(), response);
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    var stream = new SseOperation(response.getOutputStream(), json);
    try (var watch = new StandingWatch(standing, properties.heartbeat())) {
      stream.serve(result, pump, watch);
    }
  }

  /// Said by the status too, so that clients stop instead of trying again.
  private void refuse(List<GraphQLError> errors, HttpServletResponse response) throws IOException {
    response.setStatus(GraphQlErrors.status(errors).value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            json.writeValueAsString(
                    Map.of("errors", errors.stream().map(GraphQLError::toSpecification).toList()))
                .getBytes(UTF_8));
  }

  private static RuntimeException unreadable(String message) {
    return Refusal.of(Refusal.Kind.UNREADABLE, "invalid_request", message).asException();
  }
}
