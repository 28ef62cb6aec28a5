package com.unifiedbx.pbx.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.GraphQLSchema;
import graphql.validation.OperationValidationRule;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The documents that were sent lately, parsed and validated once.
///
/// FreePBX's clients declare variables as `String` where an argument is an `ID`; the standard
/// forbids it, FreePBX's library does not. It is let through here as well, and nothing else is.
final class Documents implements PreparsedDocumentProvider {

  /// In the context of an execution: whether its answer may be kept.
  private static final String KEEPABLE = "pbx.keepable";

  private static final int MOST = 1_000;

  /// Longer documents are run but not remembered, so that the cache has a bound in bytes too.
  private static final int LONGEST = 10_000;

  private static final Pattern TEXT_FOR_ID =
      Pattern.compile(
          ".*of type ['\"](String|String!)['\"] used in position expecting type ['\"](ID|ID!)['\"].*",
          Pattern.DOTALL);

  private final Cache<String, Known> documents = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Supplier<GraphQLSchema> schema;

  /// @param isKeepable whether its answers may be kept ([Keepable])
  private record Known(PreparsedDocumentEntry entry, boolean isKeepable) {}

  Documents(Supplier<GraphQLSchema> schema) {
    this.schema = schema;
  }

  /// Whether the answer of the execution with this context may be kept.
  static boolean isKeepable(GraphQLContext context) {
    return context.getBoolean(KEEPABLE, false);
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
    var text = input.getQuery();
    var known = documents.getIfPresent(text);
    if (known == null) {
      known = known(parsed(input, parse));
      if (!known.entry.hasErrors() && text.length() <= LONGEST) {
        documents.put(text, known);
      }
    }
    input.getGraphQLContext().put(KEEPABLE, known.isKeepable);
    return CompletableFuture.completedFuture(known.entry);
  }

  private Known known(PreparsedDocumentEntry entry) {
    var document = entry.getDocument();
    return new Known(
        entry,
        document != null && !entry.hasErrors() && Keepable.isKeepable(schema.get(), document));
  }

  private static PreparsedDocumentEntry parsed(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
    var entry = parse.apply(input);
    if (!entry.hasErrors() || !entry.getErrors().stream().allMatch(Documents::isTextForId)) {
      return entry;
    }
    var context = input.getGraphQLContext();
    Predicate<OperationValidationRule> others =
        rule -> rule != OperationValidationRule.VARIABLE_TYPES_MATCH;
    context.put(ParseAndValidate.INTERNAL_VALIDATION_PREDICATE_HINT, others);
    try {
      return parse.apply(input);
    } finally {
      context.delete(ParseAndValidate.INTERNAL_VALIDATION_PREDICATE_HINT);
    }
  }

  private static boolean isTextForId(GraphQLError error) {
    return TEXT_FOR_ID.matcher(error.getMessage()).matches();
  }
}
