package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.RequestId;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.ExecutionGraphQlRequest;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;

/// An operation as a client sends it over a transport of subscriptions.
record Operation(
    @Nullable String query,
    @Nullable String operationName,
    @Nullable Map<String, @Nullable Object> variables,
    @Nullable Map<String, Object> extensions) {

  ExecutionGraphQlRequest request() {
    if (query == null || query.isBlank()) {
      throw Refusal.of(
              Refusal.Kind.UNREADABLE,
              "invalid_request",
              "Send a JSON object with a member 'query' that holds a GraphQL document.")
          .asException();
    }
    return new DefaultExecutionGraphQlRequest(
        query,
        operationName,
        Objects.requireNonNullElse(variables, Map.of()),
        Objects.requireNonNullElse(extensions, Map.of()),
        RequestId.current(),
        Locale.ROOT);
  }

  /// Whether it reads once or changes something. A document that can't be read does neither.
  boolean isQueryOrMutation() {
    try {
      return query != null
          && Parser.parse(query).getDefinitionsOfType(OperationDefinition.class).stream()
              .filter(o -> operationName == null || operationName.equals(o.getName()))
              .anyMatch(o -> o.getOperation() != OperationDefinition.Operation.SUBSCRIPTION);
    } catch (InvalidSyntaxException unreadable) {
      return false;
    }
  }
}
