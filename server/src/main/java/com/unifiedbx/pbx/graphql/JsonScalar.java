package com.unifiedbx.pbx.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/// The scalar `JSON`: a value that is written as it is. For answers only.
@Configuration(proxyBeanMethods = false)
class JsonScalar {

  @Bean
  RuntimeWiringConfigurer jsonScalarWiring() {
    var scalar = GraphQLScalarType.newScalar().name("JSON").coercing(new AsItIs()).build();
    return wiring -> wiring.scalar(scalar);
  }

  /// Neither reads nor changes anything.
  private static final class AsItIs implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      throw new CoercingParseValueException("JSON is not accepted as input.");
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      throw new CoercingParseLiteralException("JSON is not accepted as input.");
    }
  }
}
