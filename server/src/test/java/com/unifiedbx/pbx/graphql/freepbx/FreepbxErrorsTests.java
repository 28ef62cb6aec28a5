package com.unifiedbx.pbx.graphql.freepbx;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Applications;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an application made with `--freepbx-errors` reads at `/gql`, and what a plain one reads.
class FreepbxErrorsTests {

  private static final Terms FREEPBX = new Terms(true, Fence.NONE, null);

  private final TestCaller freepbx = TestCaller.on(FREEPBX, "extension:write");
  private final TestCaller plain = TestCaller.with("extension:write");

  @Test
  void aFailureIsOneMessageAndA400() {
    assertRefused(
        freepbx.gql("{ fetchExtension(extensionId: \"59999\") { status message id } }"),
        "Extension does not exists");
    assertThat(plain.gql("{ fetchExtension(extensionId: \"59999\") { status } }").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFailureWhoseStatusNobodyAskedForIsNulls() {
    var answer = freepbx.gql("{ fetchExtension(extensionId: \"59999\") { extensionId tech } }");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"data\":{\"fetchExtension\":{\"extensionId\":null,\"tech\":null}}}");
  }

  @Test
  void aStatusWithoutAMessageIsRefusedWithoutOne() {
    var answer = freepbx.gql("{ fetchExtension(extensionId: \"59999\") { status tech } }");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"errors\":[{\"status\":false}]}");
  }

  /// FreePBX looks only at the first field of an answer.
  @Test
  void aLaterFailureIsReadInItsField() {
    var answer =
        freepbx.gql("{ __typename no: fetchExtension(extensionId: \"59999\") { status message } }");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/data/no/status").asBoolean(true)).isFalse();
    assertThat(json(answer).at("/data/no/message").asString())
        .isEqualTo("Extension does not exists");
  }

  @Test
  void aSuccessIsWhatEverybodyReads() {
    var number = "59001";
    freepbx.gql(
        "mutation { addExtension(input: {extensionId: \"%s\", name: \"A\", email: \"\"}) { status } }"
            .formatted(number));
    var query =
        "{ fetchExtension(extensionId: \"%s\") { status message user { name } } }"
            .formatted(number);
    var answer = freepbx.gql(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(plain.gql(query).body());
    assertRefused(
        freepbx.gql(
            "mutation { addExtension(input: {extensionId: \"%s\", name: \"A\", email: \"\"})"
                    .formatted(number)
                + " { status message } }"),
        "This device id is already in use");
  }

  @Test
  void aFieldWithoutItsScopeIsUnknownAndNothingRuns() {
    assertRefused(
        freepbx.gql(
            "mutation { addExtension(input: {extensionId: \"59002\", name: \"A\", email: \"\"})"
                + " { status } deleteRingGroup(input: {groupNumber: 1}) { status } }"),
        "Cannot query field \"deleteRingGroup\" on type \"Mutation\".");
    assertThat(plain.get("/extensions/59002").statusCode()).isEqualTo(404);
    assertRefused(
        freepbx.gql("{ fetchAllCdrs { status } }"),
        "Cannot query field \"fetchAllCdrs\" on type \"Query\".");
    assertRefused(
        TestCaller.on(FREEPBX, "extension:read")
            .gql("mutation { deleteExtension(input: {extensionId: \"59001\"}) { status } }"),
        "Schema is not configured for mutations.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ fetchAllExtension { status } }|Cannot query field \"fetchAllExtension\" on type \"Query\".",
        "mutation { addExtension(input: {extensionId: 1, name: \"x\"}) { status } }"
            + "|Field addExtensionInput.email of required type String! was not provided.",
        "mutation { addExtension(input: {extensionId: 1, name: \"x\", email: \"\", nope: 1}) { status } }"
            + "|Field \"nope\" is not defined by type addExtensionInput.",
        "mutation { updateExtension(input: {extensionId: 1, name: \"a\", name: \"b\"}) { status } }"
            + "|There can be only one input field named \"name\".",
        "query($first: Int!) { fetchAllExtensions(first: $first) { status } }"
            + "|Variable \"$first\" of required type \"Int!\" was not provided.",
        "query($i: AddExtensionInput) { __typename }|Unknown type \"AddExtensionInput\".",
        "query A { __typename } query B { __typename }"
            + "|Must provide operation name if query contains multiple operations.",
      })
  void documentsThatAreNotValidAreToldInFreepbxWords(String document, String message) {
    assertRefused(freepbx.gql(document), message);
  }

  @Test
  void aBrokenDocumentIsASyntaxError() {
    var answer = freepbx.gql("{ fetchAllExtensions {");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asString()).startsWith("Syntax Error: ");
  }

  @Test
  void aTextIsTakenForAnIdHereToo() {
    var answer =
        freepbx.send(
            "POST",
            "/gql",
            "{\"query\":\"query($n: String!) { fetchExtension(extensionId: $n) { tech } }\",\"variables\":{\"n\":\"59999\"}}");
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }

  @Test
  void aBodyWithoutADocumentIsToldApart() {
    assertRefused(
        freepbx.post("/gql", "{}"),
        "GraphQL Request must include at least one of those two parameters: \"query\" or"
            + " \"queryId\"");
    var batch = freepbx.post("/gql", "[{\"query\":\"{ __typename }\"}]");
    assertThat(batch.statusCode()).isEqualTo(200);
    assertThat(json(batch).at("/0/errors/0/message").asString())
        .isEqualTo("Batched queries are not supported by this server");
  }

  @Test
  void aDocumentMayBeTheWholeBody() {
    for (var caller : new TestCaller[] {plain, freepbx}) {
      var answer =
          caller.send(
              "POST",
              "/gql",
              "{ a: __typename }",
              "Content-Type",
              "application/graphql; charset=utf-8");
      assertThat(answer.body()).isEqualTo("{\"data\":{\"a\":\"Query\"}}");
    }
  }

  /// FreePBX's REST has other bodies; its clients in the wild read statuses, and ours are theirs.
  @Test
  void restAnswersProblemsButABearerIsToldAsFreepbxDoes() {
    var unknown = freepbx.get("/rest/extensions/59999");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("error").asString()).isEqualTo("not_found");
    var forbidden = freepbx.get("/cdr");
    assertThat(forbidden.statusCode()).isEqualTo(403);
    TestServer.shared().bean(Applications.class).delete(freepbx.applicationId());
    var ended = freepbx.get("/rest/extensions/59999");
    assertThat(ended.statusCode()).isEqualTo(401);
  }

  private static void assertRefused(HttpResponse<String> answer, String message) {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(400);
    var body = json(answer);
    assertThat(body.at("/errors/0/message").asString()).isEqualTo(message);
    assertThat(body.at("/errors/0/status").asBoolean(true)).isFalse();
    assertThat(body.propertyNames()).containsExactly("errors");
    assertThat(body.at("/errors/0").propertyNames()).containsExactly("message", "status");
  }
}
