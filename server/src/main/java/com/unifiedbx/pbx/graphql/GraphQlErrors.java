package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import com.unifiedbx.pbx.rest.Faults;
import com.unifiedbx.pbx.rest.GraphQlCode;
import com.unifiedbx.pbx.rest.RequestId;
import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The one place where what a GraphQL operation throws becomes an error of the answer.
@Component
class GraphQlErrors extends DataFetcherExceptionResolverAdapter {

  private static final String CODE = "code";

  GraphQlErrors() {
    setThreadLocalContextAware(true);
  }

  static boolean isForbidden(GraphQLError error) {
    var extensions = error.getExtensions();
    return extensions != null && GraphQlCode.FORBIDDEN.equals(extensions.get(CODE));
  }

  /// The status of an answer that holds nothing but these errors.
  static HttpStatus status(List<GraphQLError> errors) {
    var codes = errors.stream().map(GraphQlErrors::code).distinct().toList();
    return codes.size() == 1 ? status(codes.getFirst()) : HttpStatus.BAD_REQUEST;
  }

  private static HttpStatus status(String code) {
    return switch (code) {
      case GraphQlCode.FORBIDDEN -> HttpStatus.FORBIDDEN;
      case GraphQlCode.LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case GraphQlCode.UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case GraphQlCode.INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      default -> HttpStatus.BAD_REQUEST;
    };
  }

  private static String code(GraphQLError error) {
    var extensions = error.getExtensions();
    return extensions == null ? "" : String.valueOf(extensions.get(CODE));
  }

  /// The result with a code in those errors, too, that come from graphql-java itself: a document
  /// that can't be read, is not valid or goes too deep is the sender's; anything else is a fault of
  /// ours.
  static ExecutionResult coded(ExecutionResult result) {
    if (result.getErrors().isEmpty()) {
      return result;
    }
    var errors = result.getErrors().stream().map(GraphQlErrors::coded).toList();
    return result.transform(builder -> builder.errors(errors));
  }

  private static GraphQLError coded(GraphQLError error) {
    var extensions = error.getExtensions();
    if (extensions != null && extensions.containsKey(CODE)) {
      return error;
    }
    var ours =
        error.getErrorType() == ErrorType.DataFetchingException
            || error.getErrorType() == ErrorType.NullValueInNonNullableField;
    var builder =
        GraphqlErrorBuilder.newError()
            .message("%s", Secret.masked(error.getMessage()))
            .extensions(Map.of(CODE, ours ? GraphQlCode.INTERNAL : GraphQlCode.BAD_INPUT));
    if (error.getErrorType() != null) {
      builder.errorType(error.getErrorType());
    }
    if (error.getLocations() != null) {
      builder.locations(error.getLocations());
    }
    if (error.getPath() != null) {
      builder.path(error.getPath());
    }
    return builder.build();
  }

  @Override
  protected GraphQLError resolveToSingleError(Throwable failure, DataFetchingEnvironment at) {
    var refusal = Faults.refusal(failure);
    return GraphqlErrorBuilder.newError(at)
        .message("%s", refusal.message())
        .extensions(extensions(refusal))
        .build();
  }

  /// A refusal that no field is to blame for.
  static GraphQLError error(Refusal refusal) {
    return GraphqlErrorBuilder.newError()
        .message("%s", refusal.message())
        .extensions(extensions(refusal))
        .build();
  }

  private static Map<String, Object> extensions(Refusal refusal) {
    var extensions = new LinkedHashMap<String, Object>();
    extensions.put(CODE, GraphQlCode.of(refusal.kind()));
    extensions.put("error", refusal.code());
    putIfPresent(extensions, "field", refusal.field());
    putIfPresent(extensions, "requiredScope", refusal.requiredScope());
    extensions.put("requestId", RequestId.current());
    return extensions;
  }

  private static void putIfPresent(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
