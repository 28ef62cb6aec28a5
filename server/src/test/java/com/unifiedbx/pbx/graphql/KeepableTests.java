package com.unifiedbx.pbx.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import graphql.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.graphql.execution.GraphQlSource;

/// On the schema as it ships.
class KeepableTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ fetchAllExtensions { extension { user { name extension } } } }",
        "query Q($n: Int) { fetchAllExtensions(first: $n) { totalCount edges { node { id } } } }",
        "{ fetchExtension(extensionId: 1) { ...E } } fragment E on extension { tech }",
        "{ __typename __schema { types { name fields { name } } } }"
      })
  void answersMadeOfWhatIsProvisionedAreKept(String document) {
    assertThat(isKeepable(document)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mutation { deleteExtension(input: {extensionId: 1}) { status } }",
        "query A { __typename } mutation B { deleteExtension(input: {extensionId: 1}) { status } }"
      })
  void changesAreNeverKept(String document) {
    assertThat(isKeepable(document)).isFalse();
  }

  /// Whoever adds a root field decides about it; silence means no.
  @Test
  void aFieldThatNobodyDeclaredIsNotKept() {
    var schema = TestServer.shared().bean(GraphQlSource.class).schema();
    var undeclared =
        schema.getQueryType().getFieldDefinitions().stream()
            .filter(field -> !field.hasAppliedDirective("kept"))
            .filter(field -> field.getArguments().isEmpty())
            .toList();
    assertThat(undeclared)
        .allSatisfy(field ->
            assertThat(isKeepable("{ " + field.getName() + " { __typename } }")).isFalse());
  }

  private static boolean isKeepable(String document) {
    return Keepable.isKeepable(
        TestServer.shared().bean(GraphQlSource.class).schema(), Parser.parse(document));
  }
}
