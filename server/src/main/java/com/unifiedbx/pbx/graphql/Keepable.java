package com.unifiedbx.pbx.graphql;

import graphql.TrivialDataFetcher;
import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/// Says whether the answers to a document may be kept until something is provisioned.
///
/// They may when every field in it is `@kept`, or only reads what a kept field above it gave. What
/// nobody declared is not kept: mutations, subscriptions, live state, call records.
final class Keepable {

  private static final String DIRECTIVE = "kept";

  private final GraphQLSchema schema;
  private final Document document;

  private Keepable(GraphQLSchema schema, Document document) {
    this.schema = schema;
    this.document = document;
  }

  /// @param document valid under the schema
  static boolean isKeepable(GraphQLSchema schema, Document document) {
    var keepable = new Keepable(schema, document);
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .allMatch(keepable::isKept);
  }

  private boolean isKept(OperationDefinition operation) {
    return operation.getOperation() == OperationDefinition.Operation.QUERY
        && isKept(schema.getQueryType(), operation.getSelectionSet());
  }

  private boolean isKept(GraphQLObjectType type, @Nullable SelectionSet fields) {
    return fields == null
        || fields.getSelections().stream()
            .allMatch(selection ->
                switch (selection) {
                  case Field field -> isKept(type, field);
                  case InlineFragment inline -> isKept(type, inline.getSelectionSet());
                  case FragmentSpread spread -> isKept(type, fragment(spread).getSelectionSet());
                  default -> false;
                });
  }

  private boolean isKept(GraphQLObjectType type, Field field) {
    var definition = Introspection.getFieldDef(schema, type, field.getName());
    if (Introspection.isIntrospectionTypes(type) || field.getName().startsWith("__")) {
      return true;
    }
    return (definition.hasAppliedDirective(DIRECTIVE) || isTrivial(type, definition))
        && isKeptBelow(definition, field);
  }

  /// Below a field of an interface or union it is not known what will be read, so nothing is kept.
  private boolean isKeptBelow(GraphQLFieldDefinition definition, Field field) {
    return switch (GraphQLTypeUtil.unwrapAll(definition.getType())) {
      case GraphQLObjectType object -> isKept(object, field.getSelectionSet());
      default -> field.getSelectionSet() == null;
    };
  }

  private boolean isTrivial(GraphQLObjectType type, GraphQLFieldDefinition field) {
    var at = FieldCoordinates.coordinates(type, field);
    return !type.getName().equals(schema.getQueryType().getName())
        && schema.getCodeRegistry().getDataFetcher(at, field) instanceof TrivialDataFetcher<?>;
  }

  private FragmentDefinition fragment(FragmentSpread spread) {
    return document.getDefinitionsOfType(FragmentDefinition.class).stream()
        .filter(fragment -> fragment.getName().equals(spread.getName()))
        .findFirst()
        .orElseThrow();
  }
}
