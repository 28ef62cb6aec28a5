package com.unifiedbx.pbx.graphql.freepbx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.rest.GraphQlCode;
import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// An answer of `/gql` as FreePBX 16 gives it: 400 with the first error's message and nothing else,
/// also when the first field of the answer is an object with `status: false`; else 200.
///
/// @param body what is written as JSON
public record FreepbxAnswer(HttpStatus status, Object body) {

  /// The language of FreePBX's own library: documents that are not valid are answered with its
  /// texts (`i18n/Validation_en__freepbx.properties`).
  public static final Locale LANGUAGE = Locale.of("en", "", "freepbx");

  private static final String STATUS = "status";
  private static final String MESSAGE = "message";

  /// The caller, if it is one who gets these answers.
  public static @Nullable Caller caller() {
    var caller = Caller.find();
    return caller != null && caller.terms().freepbxErrors() ? caller : null;
  }

  public static FreepbxAnswer of(ExecutionResult result, GraphQLSchema schema) {
    if (!result.getErrors().isEmpty()) {
      return refused(message(result.getErrors().getFirst(), schema));
    }
    if (result.getData() instanceof Map<?, ?> data
        && !data.isEmpty()
        && data.values().iterator().next() instanceof Map<?, ?> first
        && Boolean.FALSE.equals(first.get(STATUS))) {
      return refused(first.get(MESSAGE) instanceof String message ? message : null);
    }
    return new FreepbxAnswer(HttpStatus.OK, result.toSpecification());
  }

  /// What no operation ever saw: a list of documents, no JSON, or JSON without a document.
  public static FreepbxAnswer unreadable(byte[] body) {
    var text = new String(body, UTF_8).strip();
    if (text.startsWith("[")) {
      var each = Map.of(MESSAGE, "Batched queries are not supported by this server");
      return new FreepbxAnswer(HttpStatus.OK, List.of(Map.of("errors", List.of(each))));
    }
    return refused(
        text.startsWith("{")
            ? "GraphQL Request must include at least one of those two parameters: \"query\" or"
                + " \"queryId\""
            : "Error while decoding to JSON");
  }

  private static FreepbxAnswer refused(@Nullable String message) {
    var error = new LinkedHashMap<String, Object>();
    if (message != null) {
      error.put(MESSAGE, message);
    }
    error.put(STATUS, false);
    return new FreepbxAnswer(HttpStatus.BAD_REQUEST, Map.of("errors", List.of(error)));
  }

  private static @Nullable String message(GraphQLError error, GraphQLSchema schema) {
    return error.getErrorType() == ErrorType.NullValueInNonNullableField || isFault(error)
        ? "Internal server error"
        : FreepbxTexts.of(error, schema);
  }

  private static boolean isFault(GraphQLError error) {
    var extensions = error.getExtensions();
    return extensions != null && GraphQlCode.INTERNAL.equals(extensions.get("code"));
  }
}
