package com.unifiedbx.pbx.graphql.freepbx;

import graphql.GraphQLError;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.ValidationError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The texts of FreePBX's library that our library's own bundle of texts can't say.
final class FreepbxTexts {

  /// As `i18n/Validation_en__freepbx.properties` writes it, for want of the types.
  private static final Pattern MISSING_MEMBER =
      Pattern.compile("Field \\[(\\w+)[^]]*] of argument (\\w+) was not provided\\.");

  private static final Pattern MISSING_VARIABLE =
      Pattern.compile(
          "Variable '(\\w+)' has an invalid value: Variable '\\w+' has coerced Null value for"
              + " NonNull type '([^']+)'");

  private FreepbxTexts() {}

  static String of(GraphQLError error, GraphQLSchema schema) {
    var message = error.getMessage();
    var variable = MISSING_VARIABLE.matcher(message);
    if (variable.matches()) {
      return "Variable \"$%s\" of required type \"%s\" was not provided."
          .formatted(variable.group(1), variable.group(2));
    }
    var member = MISSING_MEMBER.matcher(message);
    if (member.matches() && error instanceof ValidationError invalid) {
      var type = input(schema, invalid.getQueryPath(), member.group(2));
      var name = member.group(1);
      if (type != null && type.getField(name) != null) {
        return "Field %s.%s of required type %s was not provided."
            .formatted(
                type.getName(), name, GraphQLTypeUtil.simplePrint(type.getField(name).getType()));
      }
    }
    return message;
  }

  /// The type of an argument of a root field; inputs below other fields there are none.
  private static @Nullable GraphQLInputObjectType input(
      GraphQLSchema schema, @Nullable List<String> path, String argument) {
    if (path == null || path.isEmpty()) {
      return null;
    }
    var field = schema.getQueryType().getFieldDefinition(path.getFirst());
    if (field == null && schema.getMutationType() != null) {
      field = schema.getMutationType().getFieldDefinition(path.getFirst());
    }
    var found = field == null ? null : field.getArgument(argument);
    return found != null
            && GraphQLTypeUtil.unwrapAll(found.getType()) instanceof GraphQLInputObjectType type
        ? type
        : null;
  }
}
