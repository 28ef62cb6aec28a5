package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// What the tests do again and again by the API of the shared product.
final class PbxUser {

  static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Set<String> ENDS = Set.of("completed", "failed", "canceled");
  private static final AtomicInteger NEXT = new AtomicInteger(2001);

  private static final class Holder {
    static final PbxUser ONLY =
        new PbxUser(
            PbxClient.with(
                TestPbx.shared(),
                "call:write",
                "call:supervise",
                "cdr:read",
                "extension:write",
                "system:read"));
  }

  private final PbxClient api;

  PbxUser(PbxClient api) {
    this.api = api;
  }

  static PbxUser shared() {
    return Holder.ONLY;
  }

  PbxClient api() {
    return api;
  }

  /// An extension with a number that no other test has, without a voicemail box.
  Account extension() {
    return extension(String.valueOf(NEXT.getAndIncrement()), "Somebody");
  }

  Account extension(String number, String name) {
    var answer = api.post("/extensions", Map.of("extension", number, "name", name));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    return new Account(number, json(answer).get("secret").asString());
  }

  HttpResponse<String> tryCall(String channel, String exten) {
    return api.post("/originate", Map.of("channel", channel, "exten", exten, "timeout", 3));
  }

  /// Sets up a call and returns it as the API answered.
  JsonNode call(String channel, String exten) {
    return call(Map.of("channel", channel, "exten", exten, "timeout", 3));
  }

  JsonNode call(Map<String, ?> request) {
    var answer = api.post("/originate", request);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(202);
    return json(answer);
  }

  JsonNode find(String callId) {
    var answer = api.get("/calls/" + callId);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return json(answer);
  }

  JsonNode awaitStatus(String callId, String status) {
    return await()
        .atMost(SOON)
        .pollInterval(LOOK)
        .until(() -> find(callId), call -> call.get("status").asString().equals(status));
  }

  JsonNode awaitEnd(String callId) {
    return await()
        .atMost(SOON)
        .pollInterval(LOOK)
        .until(() -> find(callId), call -> ENDS.contains(call.get("status").asString()));
  }

  int callCount() {
    return json(api.get("/calls")).get("total").asInt();
  }

  void hangUp(String callId) {
    var answer = api.post("/calls/" + callId + "/hangup", Map.of());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }

  /// The records of a call, as soon as there is one.
  List<JsonNode> awaitCdrs(String callId) {
    return await()
        .atMost(SOON)
        .pollInterval(LOOK)
        .until(() -> cdrs(callId), records -> !records.isEmpty());
  }

  List<JsonNode> cdrs(String callId) {
    var answer = api.get("/cdr?callId=" + callId);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return List.copyOf(json(answer).get("items").values());
  }
}
