package com.unifiedbx.pbx.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestCaller caller = TestCaller.with("extension:read");

  /// As FreePBX's clients do, twice, because the second is served from memory.
  @Test
  void aTextVariableMayStandForAnId() {
    for (var turn = 0; turn < 2; turn++) {
      var answer =
          ask(
              "query Q($n: String!) { fetchExtension(extensionId: $n) { tech } }",
              "{\"n\": \"39999\"}");
      assertThat(answer.at("/errors/0/extensions/code").asString()).isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void anyOtherWrongVariableIsRefused() {
    var number =
        ask("query Q($n: Int!) { fetchExtension(extensionId: $n) { tech } }", "{\"n\": 1}");
    assertThat(number.at("/errors/0/extensions/code").asString()).isEqualTo("BAD_USER_INPUT");
    var both =
        ask(
            "query Q($n: String!) { fetchExtension(extensionId: $n) { tech } "
                + "fetchAllExtensions(first: $n) { count } }",
            "{\"n\": \"1\"}");
    assertThat(both.at("/errors/0/extensions/code").asString()).isEqualTo("BAD_USER_INPUT");
  }

  @Test
  void aSubscriptionIsNotAnsweredAsAQuery() {
    var body = JSON.createObjectNode().put("query", "subscription { events { id } }").toString();
    var answer = TestCaller.with("event:read").post("/gql", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("message").asString())
        .contains("text/event-stream");
  }

  private JsonNode ask(String document, String variables) {
    var body = JSON.createObjectNode().put("query", document);
    body.set("variables", JSON.readTree(variables));
    return JSON.readTree(caller.post("/gql", body.toString()).body());
  }
}
