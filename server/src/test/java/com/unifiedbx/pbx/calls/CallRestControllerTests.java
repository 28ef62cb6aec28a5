package com.unifiedbx.pbx.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.calls.store.CallStore;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls over HTTP, on a server whose Asterisk is away.
class CallRestControllerTests {

  private static final String SEED =
      """
      {"channel":"PJSIP/1001","context":"from-internal","exten":"12075551234","priority":1}
      """;

  private final TestServer server = TestServer.shared();

  private HttpRequest.Builder authorised(String path, String scope) {
    return server.request(path).header("Authorization", "Bearer " + token(scope));
  }

  private String token(String scope) {
    var allowlist = Allowlist.parse(List.of("127.0.0.1"));
    var name = "calls " + UUID.randomUUID();
    var app =
        server
            .bean(Applications.class)
            .create(new NewApplication(name, "", List.of(scope), allowlist, null));
    var form =
        "grant_type=client_credentials&client_id="
            + app.application().id()
            + "&client_secret="
            + app.secret().value();
    var answer =
        server.send(
            server
                .request("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    return json(answer).get("access_token").stringValue();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Test
  void originateIsRefusedWhileAsteriskIsAwayWhateverTheBodyIsCalled() {
    var answer =
        server.send(
            authorised("/originate", "call:write")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(SEED)));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(json(answer).get("error").stringValue()).isEqualTo("pbx_unavailable");
  }

  @Test
  void originateNeedsItsScope() {
    var answer =
        server.send(authorised("/originate", "call:read").POST(BodyPublishers.ofString(SEED)));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).get("requiredScope").stringValue()).isEqualTo("call:write");
  }

  @Test
  void refusedRequestIsReplayedWithTheSameBody() {
    var token = token("call:write");
    var request =
        server
            .request("/originate")
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", "k-1")
            .POST(BodyPublishers.ofString("{\"channel\":\"PJSIP/1001\",\"exten\":7}"));
    var first = server.send(request);
    var second = server.send(request);
    assertThat(first.statusCode()).isEqualTo(422);
    assertThat(json(first).get("field").stringValue()).isEqualTo("exten");
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void callIsShownInTheShapeOfTheContract() {
    var row = TestCalls.queued("c-" + Instant.now(), Instant.parse("2026-11-23T12:00:00Z"));
    var store = server.bean(CallStore.class);
    store.keep(row);
    var call = json(server.send(authorised("/calls/" + row.call().id(), "call:read").GET()));
    // A node that another test starts would go on with it.
    store.forget(row.call().id());
    assertThat(call.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "status",
            "direction",
            "from",
            "to",
            "failure",
            "cause",
            "createdAt",
            "ringingAt",
            "answeredAt",
            "connectedAt",
            "endedAt",
            "duration",
            "talkTime",
            "uniqueid",
            "linkedid",
            "held",
            "muted",
            "recording",
            "parked",
            "consultation",
            "timeline",
            "tag",
            "application",
            "legs");
    assertThat(call.get("createdAt").stringValue()).isEqualTo("2026-11-23T12:00:00.000Z");
    assertThat(call.get("status").stringValue()).isEqualTo("queued");
    assertThat(call.get("failure").isNull()).isTrue();
  }

  @Test
  void unknownCallIsNotFoundAndUnknownStatusIsAWrongValue() {
    assertThat(server.send(authorised("/calls/c-none", "call:read").GET()).statusCode())
        .isEqualTo(404);
    var answer = server.send(authorised("/calls?status=odd", "call:read").GET());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("field").stringValue()).isEqualTo("status");
    assertThat(
            json(server.send(authorised("/calls?status=live", "call:read").GET()))
                .get("total")
                .isNumber())
        .isTrue();
  }
}
