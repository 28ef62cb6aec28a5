package com.unifiedbx.pbx.extensions;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Extensions over HTTP: FreePBX's names and messages, and the REST resource.
class ExtensionApiTests {

  private static final AtomicInteger NEXT = new AtomicInteger(20_000);

  private final TestCaller writer = TestCaller.with("extension:write");
  private final String number = String.valueOf(NEXT.incrementAndGet());

  @Test
  void addedExtensionIsFoundByTheSeedsQuery() {
    assertThat(json(add("Alice")).at("/data/addExtension/message").asString())
        .isEqualTo("Extension has been created Successfully");
    var answer = writer.gql("{ fetchAllExtensions { extension { user { name extension } } } }");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"user\":{\"name\":\"Alice\",\"extension\":\"" + number + "\"}}");
  }

  @Test
  void documentedFormOfTheListWorks() {
    add("Bob");
    var answer =
        writer.gql(
            "{ fetchAllExtensions { status message totalCount extension { id extensionId"
                + " user { name extension } } } }");
    var list = json(answer).at("/data/fetchAllExtensions");
    assertThat(list.get("status").asBoolean()).isTrue();
    assertThat(list.get("message").asString()).isEqualTo("Extension's found successfully");
    assertThat(list.get("totalCount").asInt()).isEqualTo(list.get("extension").size());
  }

  @Test
  void listIsPagedByCursorsWithoutGaps() {
    for (var i = 0; i < 5; i++) {
      addNumber(String.valueOf(NEXT.incrementAndGet()), "Paged");
    }
    var seen = 0;
    var after = "";
    do {
      var page =
          json(writer.gql(
                  "{ fetchAllExtensions(first: 2%s) { count pageInfo { hasNextPage endCursor } } }"
                      .formatted(after)))
              .at("/data/fetchAllExtensions");
      seen += page.get("count").asInt();
      after =
          page.at("/pageInfo/hasNextPage").asBoolean()
              ? ", after: \"" + page.at("/pageInfo/endCursor").asString() + "\""
              : "";
    } while (!after.isEmpty());
    assertThat(seen).isEqualTo((int) TestServer.shared().bean(Extensions.class).count());
  }

  @Test
  void takenNumberIsAConflictWithFreepbxsWords() {
    add("First");
    var error = json(add("Second")).at("/errors/0");
    assertThat(error.get("message").asString()).isEqualTo("This device id is already in use");
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
  }

  @Test
  void unknownExtensionIsNotFound() {
    var error = json(writer.gql("{ fetchExtension(extensionId: \"987654\") { extensionId } }"));
    assertThat(error.at("/errors/0/message").asString()).isEqualTo("Extension does not exists");
    assertThat(error.at("/errors/0/extensions/code").asString()).isEqualTo("NOT_FOUND");
  }

  @Test
  void documentThatIsNotValidIsTheSendersFault() {
    for (var document :
        new String[] {"{ nonsense }", "{", "mutation { addExtension { status } }"}) {
      assertThat(json(writer.gql(document)).at("/errors/0/extensions/code").asString())
          .isEqualTo("BAD_USER_INPUT");
    }
  }

  @Test
  void listAskedForAgainAndAgainIsRefused() {
    var aliases = new StringBuilder("{");
    for (var i = 0; i < 300; i++) {
      aliases.append(" a").append(i).append(": fetchAllExtensions { extension { user { name } } }");
    }
    var answer = json(writer.gql(aliases.append(" }").toString()));
    assertThat(answer.at("/errors/0/extensions/code").asString()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.at("/errors/0/message").asString()).contains("complexity");
  }

  @Test
  void updateChangesOnlyWhatItNames() {
    add("Carol");
    var update =
        "mutation { updateExtension(input: {extensionId: \"%s\", outboundCid: \"5551234\"})"
            + " { status message clientMutationId } }";
    assertThat(
            json(writer.gql(update.formatted(number)))
                .at("/data/updateExtension/status")
                .asBoolean())
        .isTrue();
    var now = json(writer.get("/extensions/" + number));
    assertThat(now.get("name").asString()).isEqualTo("Carol");
    assertThat(now.get("outboundCid").asString()).isEqualTo("5551234");
    assertThat(now.at("/voicemail/enabled").asBoolean()).isTrue();
  }

  @Test
  void secretIsShownOnceAndKeptAsDigestsOnly() {
    var made = writer.post("/extensions", "{\"extension\":\"" + number + "\",\"name\":\"Dan\"}");
    var secret = json(made).get("secret").asString();
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(secret).hasSize(24);
    assertThat(json(writer.get("/extensions/" + number)).has("secret")).isFalse();
    var stored =
        TestServer.shared()
            .bean(JdbcClient.class)
            .sql("select extension::text from pbx.extension where number = ?")
            .param(number)
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain(secret);
  }

  @Test
  void deletedExtensionIsGone() {
    add("Eve");
    assertThat(writer.delete("/extensions/" + number).statusCode()).isEqualTo(204);
    assertThat(writer.get("/extensions/" + number).statusCode()).isEqualTo(404);
  }

  @Test
  void lastPageHasNoCursorEvenWhenItIsFull() {
    add("Last");
    var total = (int) TestServer.shared().bean(Extensions.class).count();
    var page = json(writer.get("/extensions?limit=" + total));
    assertThat(page.get("items").size()).isEqualTo(total);
    assertThat(page.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void badValuesNameTheirField() {
    var body = "{\"extension\":\"%s\",\"name\":\"%s\"%s}";
    assertProblem(body.formatted(number, "a\\nb", ""), "name");
    assertProblem(body.formatted(number, "\\ud800", ""), "name");
    assertProblem(body.formatted(number, "a\\u202eb", ""), "name");
    assertProblem(body.formatted("1", "x", ""), "extension");
    assertProblem(body.formatted(number, "x", ",\"maxContacts\":101"), "maxContacts");
    assertProblem(body.formatted(number, "x", ",\"nonsense\":1"), "nonsense");
    assertProblem(body.formatted(number, "x", ",\"maxContacts\":\"many\""), "maxContacts");
    assertProblem(
        body.formatted(number, "x", ",\"voicemail\":{\"enabled\":true,\"pin\":\"1234\"}"),
        "voicemail.pin");
  }

  @Test
  void readerMayNotWriteAndIsToldWhichScope() {
    var reader = TestCaller.with("extension:read");
    var answer =
        reader.gql("mutation { deleteExtension(input: {extensionId: \"20001\"}) { status } }");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).at("/errors/0/extensions/requiredScope").asString())
        .isEqualTo("extension:write");
    var rest = reader.delete("/extensions/20001");
    assertThat(rest.statusCode()).isEqualTo(403);
    assertThat(json(rest).get("requiredScope").asString()).isEqualTo("extension:write");
  }

  private HttpResponse<String> add(String name) {
    return addNumber(number, name);
  }

  private HttpResponse<String> addNumber(String taken, String name) {
    return writer.gql(
        "mutation { addExtension(input: {extensionId: \"%s\", name: \"%s\", email: \"a@example.com\"})"
                .formatted(taken, name)
            + " { status message } }");
  }

  private void assertProblem(String body, String field) {
    var answer = writer.post("/extensions", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
  }
}
