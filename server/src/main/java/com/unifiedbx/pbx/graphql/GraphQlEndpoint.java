package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.graphql.freepbx.FreepbxAnswer;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.RequestId;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// `POST …/gql`: GraphQL over HTTP. The body is JSON whatever its declared type, unless that is
/// `application/graphql`: then it is the document and nothing else.
///
/// Statuses follow the GraphQL-over-HTTP draft, but for one: when every root field was refused for
/// want of a scope, the answer is a 403, since clients that look only at the status must see it.
/// Applications with FreePBX's errors get its statuses and bodies instead ([FreepbxAnswer]).
@RestController
class GraphQlEndpoint {

  private static final MediaType GRAPHQL_RESPONSE =
      MediaType.parseMediaType("application/graphql-response+json");

  private static final String GRAPHQL_DOCUMENT = "application/graphql";

  /// Longer than any honest document with its variables.
  private static final int LONGEST = 1 << 20;

  private final ExecutionGraphQlService service;
  private final GraphQlSource source;
  private final KeptAnswers kept;
  private final ObjectMapper json;

  GraphQlEndpoint(
      ExecutionGraphQlService service, GraphQlSource source, KeptAnswers kept, ObjectMapper json) {
    this.service = service;
    this.source = source;
    this.kept = kept;
    this.json = json;
  }

  /// One GraphQL request. Member names are those of the GraphQL-over-HTTP draft §5.1.
  private record Body(
      @Nullable String query,
      @Nullable String operationName,
      @Nullable Map<String, @Nullable Object> variables,
      @Nullable Map<String, Object> extensions) {}

  @Described("Answers a GraphQL query or mutation.")
  @PostMapping("/admin/api/api/gql")
  void execute(
      InputStream content,
      @RequestHeader(name = "Accept", required = false) @Nullable String accept,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var asFreepbx = FreepbxAnswer.caller() != null;
    var strict = !asFreepbx && accept != null && accept.contains(GRAPHQL_RESPONSE.toString());
    var question = KeptAnswers.Question.of(bytes(content), strict);
    var known = kept.find(question);
    if (known != null) {
      write(response, HttpStatus.OK, strict, known);
    } else if (asFreepbx) {
      answerAsFreepbx(question.body(), isDocument(request), response);
    } else {
      workOut(question, isDocument(request), response);
    }
  }

  private static boolean isDocument(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.startsWith(GRAPHQL_DOCUMENT);
  }

  private void workOut(
      KeptAnswers.Question question, boolean isDocument, HttpServletResponse response)
      throws IOException {
    var begun = kept.generation();
    var done = run(read(question.body(), isDocument), Locale.ROOT);
    var result = GraphQlErrors.coded(done.getExecutionResult());
    // Written here: choosing among converters costs more than the writing, and knows no length.
    var answer = json.writeValueAsBytes(result.toSpecification());
    if (result.getErrors().isEmpty()
        && Documents.isKeepable(done.getExecutionInput().getGraphQLContext())) {
      kept.keep(question, answer, begun);
    }
    write(response, status(result, question.strict()), question.strict(), answer);
  }

  private void answerAsFreepbx(byte[] bytes, boolean isDocument, HttpServletResponse response)
      throws IOException {
    var answer = freepbxAnswer(bytes, isDocument);
    write(response, answer.status(), false, json.writeValueAsBytes(answer.body()));
  }

  private FreepbxAnswer freepbxAnswer(byte[] bytes, boolean isDocument) {
    try {
      var done = run(read(bytes, isDocument), FreepbxAnswer.LANGUAGE);
      return FreepbxAnswer.of(done.getExecutionResult(), source.schema());
    } catch (RefusedException e) {
      return FreepbxAnswer.unreadable(bytes);
    }
  }

  private ExecutionGraphQlResponse run(Body body, Locale language) {
    var done = Objects.requireNonNull(service.execute(request(body, language)).block());
    if (done.getExecutionResult().getData() instanceof Publisher<?>) {
      throw unreadable(
          "A subscription is a stream: send Accept: text/event-stream, or use a WebSocket.");
    }
    return done;
  }

  private static DefaultExecutionGraphQlRequest request(Body body, Locale language) {
    if (body.query() == null || body.query().isBlank()) {
      throw unreadable("Send a JSON object with a member 'query' that holds a GraphQL document.");
    }
    return new DefaultExecutionGraphQlRequest(
        body.query(),
        body.operationName(),
        Objects.requireNonNullElse(body.variables(), Map.of()),
        Objects.requireNonNullElse(body.extensions(), Map.of()),
        RequestId.current(),
        language);
  }

  private static void write(
      HttpServletResponse response, HttpStatus status, boolean strict, byte[] answer)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(
        strict ? GRAPHQL_RESPONSE.toString() : MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private static byte[] bytes(InputStream content) {
    try {
      var bytes = content.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw unreadable("A request has at most 1 MiB.");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable("The request broke off.");
    }
  }

  private Body read(byte[] bytes, boolean isDocument) {
    if (isDocument) {
      return new Body(new String(bytes, StandardCharsets.UTF_8), null, null, null);
    }
    try {
      return json.readValue(bytes, Body.class);
    } catch (JacksonException e) {
      throw unreadable("The body is no JSON object with the member 'query'.");
    }
  }

  private static HttpStatus status(ExecutionResult result, boolean strict) {
    var errors = result.getErrors();
    if (errors.isEmpty()) {
      return HttpStatus.OK;
    }
    if (isForbiddenWhole(result.getData(), errors)) {
      return HttpStatus.FORBIDDEN;
    }
    return strict && !result.isDataPresent() ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
  }

  private static boolean isForbiddenWhole(
      @Nullable Map<String, @Nullable Object> data, List<GraphQLError> errors) {
    var nothingFound = data == null || data.values().stream().allMatch(Objects::isNull);
    return nothingFound && errors.stream().allMatch(GraphQlErrors::isForbidden);
  }

  private static RuntimeException unreadable(String message) {
    return Refusal.of(Refusal.Kind.UNREADABLE, "invalid_request", message).asException();
  }
}
