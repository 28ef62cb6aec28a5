package com.unifiedbx.pbx;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.GraphQlSource;

/// Every operation that the schema has, as a document that is valid and asks for as little as can
/// be.
final class TestOperations {

  /// @param scope what the schema says that it needs; null for nothing
  record Operation(String type, String field, @Nullable String scope, String document) {}

  private TestOperations() {}

  static List<Operation> of(TestServer server) {
    var schema = server.bean(GraphQlSource.class).schema();
    var all = new ArrayList<Operation>();
    add(all, "query", schema.getQueryType());
    add(all, "mutation", schema.getMutationType());
    add(all, "subscription", schema.getSubscriptionType());
    return all;
  }

  private static void add(List<Operation> all, String kind, @Nullable GraphQLObjectType type) {
    for (var field :
        type == null ? List.<GraphQLFieldDefinition>of() : type.getFieldDefinitions()) {
      all.add(new Operation(kind, field.getName(), scope(field), document(kind, field)));
    }
  }

  private static @Nullable String scope(GraphQLFieldDefinition field) {
    var directive = field.getAppliedDirective("requires");
    var argument = directive == null ? null : directive.getArgument("scope");
    return argument == null ? null : argument.getValue();
  }

  private static String document(String kind, GraphQLFieldDefinition field) {
    var arguments =
        field.getArguments().stream()
            .filter(TestOperations::isNeeded)
            .map(argument -> argument.getName() + ": " + literal(argument.getType()))
            .collect(Collectors.joining(", "));
    var leaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
    return kind
        + " { "
        + field.getName()
        + (arguments.isEmpty() ? "" : "(" + arguments + ")")
        + (leaf ? "" : " { __typename }")
        + " }";
  }

  private static boolean isNeeded(GraphQLArgument argument) {
    return GraphQLTypeUtil.isNonNull(argument.getType()) && !argument.hasSetDefaultValue();
  }

  private static String literal(GraphQLInputType type) {
    var bare = type instanceof GraphQLNonNull needed ? needed.getWrappedType() : type;
    return switch (bare) {
      case GraphQLList list -> "[]";
      case GraphQLEnumType constants -> constants.getValues().getFirst().getName();
      case GraphQLInputObjectType object ->
          object.getFieldDefinitions().stream()
              .filter(f -> GraphQLTypeUtil.isNonNull(f.getType()) && !f.hasSetDefaultValue())
              .map(f -> f.getName() + ": " + literal(f.getType()))
              .collect(Collectors.joining(", ", "{", "}"));
      default ->
          switch (((GraphQLNamedType) bare).getName()) {
            case "Int" -> "1";
            case "Float" -> "1.0";
            case "Boolean" -> "true";
            case "ID" -> "\"0\"";
            default -> "\"x\"";
          };
    };
  }
}
