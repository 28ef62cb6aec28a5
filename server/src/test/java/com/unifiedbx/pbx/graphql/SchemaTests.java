package com.unifiedbx.pbx.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.execution.GraphQlSource;

/// The schema as a whole: that it changes only on purpose, and its style.
class SchemaTests {

  private static final Path COMMITTED = Path.of("..", "docs", "api", "schema.graphql");
  private static final Path PRINTED = Path.of("target", "schema.graphql");

  /// FreePBX's names, by which scripts ask for them. What else begins in lower case here took after
  /// them before there was this test; new types don't.
  private static final Set<String> LOWER_TYPES =
      Set.of(
          "advacesettings",
          "cdr",
          "cdrOrderBy",
          "command",
          "coredevice",
          "coreuser",
          "did",
          "extension",
          "externalcidmode",
          "findmefollow",
          "keywordsList",
          "module",
          "ringgroup",
          "ringstrategies",
          "ringstrategiesv2",
          "system",
          "voiceMail",
          // Ours.
          "auditEvent",
          "auditEventFilter",
          "auditedApplication",
          "cdrFilter",
          "voicemailBox",
          "voicemailMessage");

  /// FreePBX's inputs and payloads that are not named after their mutation.
  private static final Set<String> ODD_INPUTS =
      Set.of("CreateRangeofExtension", "DeleteRingGroup", "updateSettings");

  /// FreePBX's, and those of ours that go with them.
  private static final Pattern UNDERSCORED =
      Pattern.compile(
          "(callforward|recording)_[a-z_]+|(noanswer|busy|chanunavail)_(cid|dest)|delay_answer"
              + "|emergency_cid|(outbound|dst)_cn(um|am)|event_output|transaction_id|device_id");

  private static final Set<String> LOWER_CONSTANTS =
      Set.of(
          "ModuleStatus",
          "cdrOrderBy",
          "command",
          "externalcidmode",
          "ringstrategies",
          "ringstrategiesv2");

  private final TestServer server = TestServer.shared();
  private final GraphQLSchema schema = server.bean(GraphQlSource.class).schema();

  @Test
  void changesOfTheSchemaAreMeant() throws IOException {
    var printed = server.send(server.request("/schema.graphql")).body();
    Files.writeString(PRINTED, printed);
    assertThat(Files.readString(COMMITTED))
        .describedAs(
            "The schema is not the one in docs/api/schema.graphql. Clients depend on it: a name that"
                + " is gone breaks them. If the change is meant, say it in CHANGELOG.md and renew"
                + " the copy:\n  cp server/target/schema.graphql docs/api/schema.graphql")
        .isEqualTo(printed);
  }

  @Test
  void rootFieldsSayWhatTheyDoAndWhatTheyNeed() {
    var wrong = new ArrayList<String>();
    for (var field : rootFields()) {
      if (isBlank(field.getDescription())) {
        wrong.add(field.getName() + " has no description");
      }
      if (!field.hasAppliedDirective(ScopedFields.DIRECTIVE) && !field.getName().equals("node")) {
        wrong.add(field.getName() + " has no @requires: its method has no @RequiresScope");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void typesSayWhatTheyAre() {
    assertThat(ours())
        .filteredOn(type -> !type.getName().matches(".*(Input|Payload|Connection|Edge)"))
        .filteredOn(type -> !rootTypes().contains(type))
        .filteredOn(type -> isBlank(type.getDescription()))
        .extracting(GraphQLNamedType::getName)
        .describedAs("types without a description")
        .isEmpty();
  }

  @Test
  void mutationsTakeOneInputAndAnswerAPayloadOfTheirName() {
    var wrong = new ArrayList<String>();
    for (var field : Objects.requireNonNull(schema.getMutationType()).getFieldDefinitions()) {
      var names =
          field.getArguments().stream()
              .map(argument -> argument.getName() + ":" + name(argument.getType()))
              .toList();
      var base = name(field.getType()).replaceAll("Payload$", "");
      if (!names.equals(List.of("input:" + base + "Input"))
          || !(base.equals(field.getName()) || ODD_INPUTS.contains(base))) {
        wrong.add(field.getName() + " " + names + " " + name(field.getType()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void namesFollowTheHouse() {
    var wrong = new ArrayList<String>();
    for (var type : ours()) {
      var isInput = type.getName().matches(".*(Input|Payload)");
      if (!isInput
          && !type.getName().matches("[A-Z][A-Za-z]*")
          && !LOWER_TYPES.contains(type.getName())) {
        wrong.add(type.getName() + " does not begin with a capital");
      }
      members(type)
          .filter(
              name -> !name.matches("[a-z][A-Za-z0-9]*") && !UNDERSCORED.matcher(name).matches())
          .forEach(name -> wrong.add(type.getName() + "." + name + " is not in camel case"));
      if (type instanceof GraphQLEnumType constants && !LOWER_CONSTANTS.contains(type.getName())) {
        constants.getValues().stream()
            .filter(value -> !value.getName().matches("[A-Z][A-Z0-9_]*"))
            .forEach(
                value -> wrong.add(type.getName() + "." + value.getName() + " is no constant"));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void listsThatArePagedHaveTheirPlaces() {
    assertThat(ours())
        .filteredOn(type -> type.getName().endsWith("Connection"))
        .allSatisfy(type ->
            assertThat(((GraphQLObjectType) type).getFieldDefinition("pageInfo"))
                .describedAs(type.getName())
                .isNotNull());
  }

  private static Stream<String> members(GraphQLNamedType type) {
    return switch (type) {
      case GraphQLObjectType object ->
          object.getFieldDefinitions().stream()
              .flatMap(field ->
                  Stream.concat(
                      Stream.of(field.getName()),
                      field.getArguments().stream().map(argument -> argument.getName())));
      case GraphQLInputObjectType input ->
          input.getFieldDefinitions().stream().map(field -> field.getName());
      default -> Stream.of();
    };
  }

  private List<GraphQLFieldDefinition> rootFields() {
    return rootTypes().stream().flatMap(type -> type.getFieldDefinitions().stream()).toList();
  }

  private List<GraphQLObjectType> rootTypes() {
    return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
        .map(Objects::requireNonNull)
        .toList();
  }

  /// Not the language's own: `__Type`, `String`.
  private List<GraphQLNamedType> ours() {
    return schema.getAllTypesAsList().stream()
        .filter(type -> !type.getName().startsWith("__"))
        .filter(type -> !(type instanceof GraphQLScalarType))
        .toList();
  }

  private static String name(GraphQLType type) {
    return GraphQLTypeUtil.unwrapAll(type).getName();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
