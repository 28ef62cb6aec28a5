package com.unifiedbx.pbx.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.data.method.annotation.support.AnnotatedControllerConfigurer;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/// Limits and the document cache.
@Configuration(proxyBeanMethods = false)
class GraphQlConfiguration {

  /// Deeper than any honest query of this schema; a document beyond it is an attack or a mistake.
  private static final int DEEPEST = 15;

  /// Fields that one document may ask for, a list counting as if it had a thousand items: some six
  /// whole lists of extensions.
  private static final int DEAREST = 25_000;

  private static final int LONG_LIST = 1_000;

  /// Without an executor: a request is served whole on its own (virtual) thread, so that the caller
  /// is known in every fetcher and no hop between threads is paid.
  @Bean
  AnnotatedControllerConfigurer controllers() {
    return new AnnotatedControllerConfigurer();
  }

  @Bean
  MaxQueryDepthInstrumentation maxQueryDepth() {
    return new MaxQueryDepthInstrumentation(DEEPEST);
  }

  /// Aliases would let one small request ask for the same list a thousand times, and memory is
  /// finite.
  @Bean
  MaxQueryComplexityInstrumentation maxQueryCost() {
    return new MaxQueryComplexityInstrumentation(
        DEAREST, (field, below) -> 1 + below * mostItems(field));
  }

  private static int mostItems(FieldComplexityEnvironment field) {
    if (field.getFieldDefinition().getArgument("first") == null) {
      return 1;
    }
    return field.getArguments().get("first") instanceof Integer first
        ? Math.clamp(first, 1, LONG_LIST)
        : LONG_LIST;
  }

  @Bean
  GraphQlSourceBuilderCustomizer documentCache(ObjectProvider<GraphQlSource> source) {
    var documents = new Documents(() -> source.getObject().schema());
    return builder ->
        builder.configureGraphQl(graphQl -> graphQl.preparsedDocumentProvider(documents));
  }

  /// A record of Java does not tell which type of the schema it is; `node`, which found it, does.
  @Bean
  RuntimeWiringConfigurer nodeTypes() {
    return wiring ->
        wiring.type(
            "Node",
            type ->
                type.typeResolver(at ->
                    at.getSchema()
                        .getObjectType(Objects.requireNonNull(at.<String>getLocalContext()))));
  }
}
