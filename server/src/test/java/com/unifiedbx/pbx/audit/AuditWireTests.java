package com.unifiedbx.pbx.audit;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What the server writes into the log, and how it is read over HTTP.
class AuditWireTests {

  private static final AtomicInteger NEXT = new AtomicInteger(71_001);

  private final TestServer server = TestServer.shared();
  private final AuditLog audit = server.bean(AuditLog.class);
  private final AuditQueue queue = server.bean(AuditQueue.class);

  private List<AuditEvent> rows(String object) {
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    return audit
        .list(new AuditFilter(null, null, null, null, object, null, null, null), 50, null)
        .items()
        .reversed();
  }

  private static String number() {
    return Integer.toString(NEXT.getAndIncrement());
  }

  private static String added(String number) {
    return "{\"extension\":\"%s\",\"name\":\"Ann\"}".formatted(number);
  }

  @Test
  void oneActionGivesOneRowThatSaysWhoFromWhereAndInWhichRequest() {
    var caller = TestCaller.with("extension:write");
    var number = number();
    var answer = caller.post("/extensions", added(number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var rows = rows("extension:" + number);
    assertThat(rows).hasSize(1);
    var row = rows.getFirst();
    assertThat(row.operation()).isEqualTo("extension.add");
    assertThat(row.outcome()).isEqualTo("done");
    assertThat(row.address()).isEqualTo("127.0.0.1");
    assertThat(row.requestId())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(row.application()).isNotNull();
    assertThat(row.tokenId()).isNotBlank();
    assertThat(row.actor()).startsWith("app_");
  }

  @Test
  void refusedActionsAreOnRecordWithTheCode() {
    var writer = TestCaller.with("extension:write");
    var reader = TestCaller.with("extension:read");
    var number = number();
    writer.post("/extensions", added(number));
    assertThat(writer.post("/extensions", added(number)).statusCode()).isEqualTo(409);
    assertThat(reader.delete("/extensions/" + number).statusCode()).isEqualTo(403);
    assertThat(rows("extension:" + number))
        .extracting(AuditEvent::operation, AuditEvent::outcome, AuditEvent::error)
        .containsExactly(
            tuple("extension.add", "done", null),
            tuple("extension.add", "refused", "number_taken"),
            tuple("extension.delete", "refused", "insufficient_scope"));
  }

  @Test
  void graphQlMutationsAreAuditedByTheSameNames() {
    var caller = TestCaller.with("extension:write");
    var number = number();
    caller.gql(
        "mutation { addExtension(input: {extensionId: \"%s\", name: \"A\", email: \"a@b.cd\"}) {status} }"
            .formatted(number));
    caller.gql(
        "mutation { deleteExtension(input: {extensionId: \"%s\"}) {status} }".formatted(number));
    caller.gql(
        "mutation { deleteExtension(input: {extensionId: \"%s\"}) {status} }".formatted(number));
    assertThat(rows("extension:" + number))
        .extracting(AuditEvent::operation, AuditEvent::outcome)
        .containsExactly(
            tuple("extension.add", "done"),
            tuple("extension.delete", "done"),
            tuple("extension.delete", "refused"));
  }

  @Test
  void rowsOfChangesTellBeforeAndAfterAndNoSecret() {
    var caller = TestCaller.with("extension:write");
    var number = number();
    var secret = json(caller.post("/extensions", added(number))).get("secret").asString();
    var second =
        json(caller.post("/extensions/" + number + "/secret", "")).get("secret").asString();
    caller.delete("/extensions/" + number);
    var rows = rows("extension:" + number);
    assertThat(rows)
        .extracting(AuditEvent::operation)
        .containsExactly("extension.add", "extension.reset-secret", "extension.delete");
    assertThat(rows.getFirst().before()).isNull();
    assertThat(rows.getFirst().after()).contains("\"name\":\"Ann\"");
    assertThat(rows.getLast().before()).contains("\"name\":\"Ann\"");
    assertThat(rows.getLast().after()).isNull();
    assertThat(rows.toString()).doesNotContain(secret, second);
  }

  @Test
  void commandsToCallsHaveOneNameWhetherDoneOrRefused() {
    var caller = TestCaller.with("call:write", "call:supervise");
    for (var command :
        List.of(
            List.of("hangup", "", "call.hang-up"),
            List.of("transfer", "{\"exten\":\"1002\"}", "call.transfer"),
            List.of("transfer/complete", "", "call.complete-transfer"),
            List.of("transfer/cancel", "", "call.cancel-transfer"),
            List.of("transfer/join", "", "call.join-transfer"),
            List.of("redirect", "{\"exten\":\"1002\"}", "call.redirect"),
            List.of("conference", "{\"exten\":\"1002\"}", "call.add-to-conference"),
            List.of("supervise", "{\"extension\":\"1002\"}", "call.supervise"),
            List.of("dtmf", "{\"digits\":\"1\"}", "call.send-dtmf"),
            List.of("play", "{\"sound\":\"beep\"}", "call.play"))) {
      var call = "c-" + number();
      var answer = caller.post("/calls/" + call + "/" + command.getFirst(), command.get(1));
      assertThat(answer.statusCode()).as(command + answer.body()).isEqualTo(404);
      assertThat(rows("call:" + call))
          .as(command.getFirst())
          .extracting(AuditEvent::operation)
          .containsExactly(command.getLast());
    }
  }

  /// An application with a fence around numbers would see what everybody did with all of them.
  @Test
  void fencedApplicationsReadNothingOfIt() {
    var fence = new Fence(List.of("1001"), List.of(), null, null);
    var fenced = TestCaller.on(new Terms(false, fence, null), "system:read");
    assertThat(fenced.get("/audit").statusCode()).isEqualTo(403);
    assertThat(fenced.gql("{ fetchAllAuditEvents(first: 1) { totalCount } }").body())
        .contains("outside_fence");
  }

  @Test
  void rehearsalsAreNoActions() {
    var number = number();
    var answer = TestCaller.with("extension:write").post("/extensions?dryRun=true", added(number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(rows("extension:" + number)).isEmpty();
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    var before = audit.count(AuditFilter.of(Map.of("operation", "extension")));
    for (var mutation :
        List.of(
            "createRangeofExtension(input: {startExtension: %s, numberOfExtensions: 2, name: \"x\", email: \"a@example.org\", dryRun: true})",
            "addExtensions(input: {extensions: [{extensionId: %s, name: \"x\", email: \"a@example.org\"}], dryRun: true})",
            "updateExtensions(input: {extensions: [{extensionId: %s, name: \"x\"}], dryRun: true})")) {
      var said =
          TestCaller.with("extension:write")
              .gql("mutation { " + mutation.formatted(number) + " { status } }");
      assertThat(said.body()).as(mutation).doesNotContain("BAD_USER_INPUT");
    }
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    assertThat(audit.count(AuditFilter.of(Map.of("operation", "extension")))).isEqualTo(before);
  }

  @Test
  void tokensIssuedAndRefusedAreOnRecord() {
    TestCaller.with("extension:read");
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    var issued =
        audit
            .list(AuditFilter.of(Map.of("operation", "token.issue", "outcome", "done")), 1, null)
            .items();
    assertThat(issued).hasSize(1);
    assertThat(issued.getFirst().object()).startsWith("token:");
    assertThat(issued.getFirst().actor()).startsWith("app_");
    assertThat(issued.getFirst().address()).isEqualTo("127.0.0.1");
    server.send(
        server
            .request("/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=ubxs_pasted&client_secret=wrong")));
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    var refused =
        audit
            .list(AuditFilter.of(Map.of("operation", "token.issue", "outcome", "refused")), 1, null)
            .items()
            .getFirst();
    assertThat(refused.actor()).isEqualTo("anonymous");
    assertThat(refused.object()).isEqualTo("application:unknown");
    assertThat(refused.error()).isEqualTo("invalid_client");
  }

  @Test
  void readingIsNotAudited() {
    var caller = TestCaller.with("extension:read");
    var before = audit.count(AuditFilter.ALL);
    caller.get("/extensions?limit=1");
    await().atMost(Duration.ofSeconds(10)).until(queue::isIdle);
    var since =
        audit.list(AuditFilter.ALL, 50, null).items().stream()
            .filter(row -> Long.parseLong(row.id()) > before)
            .map(AuditEvent::operation);
    assertThat(since).noneMatch(operation -> operation.startsWith("extension."));
  }

  @Test
  void pathsOfHostileCallersDoNotHoldUpTheLog() {
    var caller = TestCaller.with("extension:write");
    caller.delete("/extensions/%7F%C2%9B1%E2%80%AE");
    assertThat(rows("extension:?????1???")).hasSizeLessThanOrEqualTo(1);
    assertThat(audit.verify(null).isWhole()).isTrue();
  }

  @Test
  void restListsPagesAndRefusesUnknownFilters() {
    var caller = TestCaller.with("system:read", "extension:write");
    var number = number();
    caller.post("/extensions", added(number));
    caller.post("/extensions", added(number));
    rows("extension:" + number);
    var first = json(caller.get("/audit?limit=1&object=extension:" + number));
    assertThat(first.get("total").asInt()).isEqualTo(2);
    assertThat(first.get("items").get(0).get("outcome").asString()).isEqualTo("refused");
    var cursor = first.get("nextCursor").asString();
    var second =
        json(caller.get("/audit?limit=1&object=extension:" + number + "&cursor=" + cursor));
    assertThat(second.get("items").get(0).get("outcome").asString()).isEqualTo("done");
    assertThat(second.get("nextCursor").isNull()).isTrue();
    assertThat(caller.get("/audit?operatoin=x").statusCode()).isEqualTo(422);
    assertThat(caller.get("/audit?cursor=x").statusCode()).isEqualTo(422);
    assertThat(caller.get("/audit?from=yesterday").statusCode()).isEqualTo(422);
    assertThat(TestCaller.with("extension:read").get("/audit").statusCode()).isEqualTo(403);
  }

  @Test
  void graphQlListsTheSame() {
    var caller = TestCaller.with("system:read", "extension:write");
    var number = number();
    caller.post("/extensions", added(number));
    rows("extension:" + number);
    var answer =
        json(
            caller.gql(
                """
                { fetchAllAuditEvents(first: 1, filter: {object: "extension:%s"}) {
                    totalCount count status pageInfo { hasNextPage endCursor } edges { cursor }
                    auditEvent { id auditEventId time actor application { id name } operation object
                      before after outcome error hash address requestId tokenId } } }\
                """
                    .formatted(number)));
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    var found = answer.get("data").get("fetchAllAuditEvents");
    assertThat(found.get("totalCount").asInt()).isEqualTo(1);
    var event = found.get("auditEvent").get(0);
    assertThat(event.get("operation").asString()).isEqualTo("extension.add");
    assertThat(event.get("time").asString()).matches("\\d{4}-.*T.*\\.\\d{3}Z");
  }

  @Test
  void applicationsChangedByTheServerAreAuditedWithBeforeAndAfter() {
    var applications = server.bean(Applications.class);
    var made =
        applications.create(
            new NewApplication(
                "audited " + UUID.randomUUID(), "", List.of("call:read"), null, null));
    var id = made.application().id();
    applications.setEnabled(id, false);
    applications.delete(id);
    var rows = rows("application:" + id);
    assertThat(rows)
        .extracting(AuditEvent::operation)
        .containsExactly("application.create", "application.disable", "application.delete");
    assertThat(rows.get(1).before()).isEqualTo("{\"enabled\":true}");
    assertThat(rows.get(1).after()).isEqualTo("{\"enabled\":false}");
    assertThat(rows.toString()).doesNotContain(made.secret().value());
  }
}
