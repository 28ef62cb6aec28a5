package com.unifiedbx.pbx.events;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.TestStream;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Applications;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// GraphQL subscriptions on the wire: server-sent events and WebSocket.
@Timeout(60)
class SubscriptionTests {

  private static final String PROTOCOL = "graphql-transport-ws";
  private static final String EVENTS = "subscription { events { id type data } }";
  private static final String SUBSCRIBE =
      "{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { callEvents { type data } }\"}}";
  private static final String INIT =
      "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer %s\"}}";

  private final TestServer server = TestServer.shared();
  private final TestCaller caller = TestCaller.with("event:read", "call:read", "extension:read");

  private TestStream byPost(String query) {
    return TestStream.open(
        server,
        caller
            .request("/gql")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}")));
  }

  private TestSocket socket() {
    return TestSocket.open(server, PROTOCOL, null);
  }

  private TestSocket initialised() {
    var socket = socket();
    socket.send(INIT.formatted(caller.token()));
    assertThat(socket.next()).contains("connection_ack");
    return socket;
  }

  @Test
  void eventsComeByPostAndByGet() {
    var query = URLEncoder.encode(EVENTS, StandardCharsets.UTF_8);
    var byGet = caller.request("/gql?query=" + query).header("Accept", "text/event-stream");
    try (var posted = byPost(EVENTS);
        var got = TestStream.open(server, byGet)) {
      server.publish(TestEvent.of("call.queued", "x"));
      for (var stream : new TestStream[] {posted, got}) {
        var next = stream.next();
        assertThat(next.type()).isEqualTo("next");
        assertThat(next.json().at("/data/events/type").asString()).isEqualTo("call.queued");
        assertThat(next.json().at("/data/events/data/mark").asString()).isEqualTo("x");
      }
    }
  }

  @Test
  void aLostPlaceComesAsAReset() {
    try (var stream =
        byPost("subscription { extensionEvents(after: \\\"zzz\\\") { type data } }")) {
      var first = stream.next().json().at("/data/extensionEvents");
      assertThat(first.get("type").asString()).isEqualTo("reset");
    }
  }

  @Test
  void whatMayNotBeSeenIsForbidden() {
    var noun = caller.stream("subscription { voicemailEvents { type } }");
    assertThat(noun.statusCode()).isEqualTo(403);
    var refusal = json(noun).at("/errors/0/extensions");
    assertThat(refusal.get("code").asString()).isEqualTo("FORBIDDEN");
    assertThat(refusal.get("requiredScope").asString()).isEqualTo("voicemail:read");
    var all = TestCaller.with("call:read").stream("subscription { callEvents { type } }");
    assertThat(all.statusCode()).isEqualTo(403);
    assertThat(json(all).at("/errors/0/extensions/requiredScope").asString())
        .isEqualTo("event:read");
  }

  @Test
  void aBadValueIsRefusedBeforeTheStreamBegins() {
    var answer = caller.stream("subscription { callEvents(types: [\"call.dreamt\"]) { type } }");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/extensions/field").asString()).isEqualTo("types");
  }

  @Test
  void aFenceHoldsForStreamAndSocket() {
    var fence = new Fence(List.of("66XX"), List.of(), null, null);
    var fenced = TestCaller.on(new Terms(false, fence, null), "event:read", "extension:read");
    var body = "{\"query\":\"subscription { extensionEvents { id data } }\"}";
    var request =
        fenced
            .request("/gql")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body));
    try (var stream = TestStream.open(server, request);
        var socket = TestSocket.open(server, PROTOCOL, "Bearer " + fenced.token())) {
      for (var number : List.of("7601", "6601", "7602", "6602")) {
        server.publish(
            new TestEvent("extension.state", Map.of("mark", number), Set.of(number, "7777")));
      }
      var first = stream.next().json().at("/data/extensionEvents");
      assertThat(first.at("/data/mark").asString()).isEqualTo("6601");
      var second = stream.next().json().at("/data/extensionEvents");
      assertThat(second.at("/data/mark").asString()).isEqualTo("6602");
      socket.send("{\"type\":\"connection_init\"}");
      assertThat(socket.next()).contains("connection_ack");
      var after = first.get("id").asString();
      socket.send(
          "{\"id\":\"a\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { extensionEvents(after: \\\"%s\\\") { data } }\"}}"
              .formatted(after));
      assertThat(socket.next()).contains("\"6602\"").doesNotContain("760");
    }
  }

  @Test
  void aTokenThatExpiresEndsStreamAndSocket() {
    try (var stream = byPost(EVENTS);
        var socket = initialised()) {
      socket.send(SUBSCRIBE.formatted("a"));
      caller.letTokenExpire();
      assertThat(stream.nextOrEnd()).isNull();
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void theTokenMayComeWithTheHandshake() {
    try (var socket = TestSocket.open(server, PROTOCOL, "Bearer " + caller.token())) {
      socket.send("{\"type\":\"connection_init\"}");
      assertThat(socket.next()).contains("connection_ack");
      socket.send(SUBSCRIBE.formatted("a"));
      socket.awaitSubscribed(() -> server.publish(TestEvent.of("call.queued", "1")), "a");
    }
  }

  @Test
  void whoDoesNotSayWhoTheyAreIsClosedInTime() {
    try (var silent = socket()) {
      assertThat(silent.closeCode()).isEqualTo(4408);
    }
  }

  @Test
  void queriesAreAnsweredAsStreamsTooButNeverByGet() {
    try (var stream = byPost("{ __typename }")) {
      assertThat(stream.next().json().at("/data/__typename").asString()).isEqualTo("Query");
    }
    var answer =
        caller.send("GET", "/gql?query=%7B__typename%7D", "", "Accept", "text/event-stream");
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void anythingAcceptedStillMeansJson() {
    assertThat(caller.gql("{ __typename }").headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  void aSocketCarriesSeveralSubscriptionsUntilTheyAreCompleted() {
    try (var socket = initialised()) {
      socket.send(SUBSCRIBE.formatted("a"));
      socket.send(SUBSCRIBE.formatted("b"));
      socket.send("{\"type\":\"ping\"}");
      assertThat(socket.next()).contains("pong");
      socket.awaitSubscribed(() -> server.publish(TestEvent.of("call.queued", "1")), "a", "b");
      socket.send("{\"id\":\"a\",\"type\":\"complete\"}");
      socket.send(
          "{\"id\":\"q\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ __typename }\"}}");
      assertThat(socket.nextWith("\"q\"")).contains("error").contains("by POST");
    }
  }

  @Test
  void protocolErrorsCloseWithTheirCodes() {
    try (var odd = socket()) {
      odd.send("{\"type\":\"dance\"}");
      assertThat(odd.closeCode()).isEqualTo(4400);
    }
    try (var early = socket()) {
      early.send(SUBSCRIBE.formatted("a"));
      assertThat(early.closeCode()).isEqualTo(4401);
    }
    try (var twice = initialised()) {
      twice.send(INIT.formatted(caller.token()));
      assertThat(twice.closeCode()).isEqualTo(4429);
    }
    try (var same = initialised()) {
      same.send(SUBSCRIBE.formatted("a"));
      same.send(SUBSCRIBE.formatted("a"));
      assertThat(same.closeCode()).isEqualTo(4409);
    }
    try (var stranger = socket()) {
      stranger.send(INIT.formatted("nonsense"));
      assertThat(stranger.closeCode()).isEqualTo(4401);
    }
    try (var other = TestSocket.open(server, null, null)) {
      assertThat(other.closeCode()).isEqualTo(4406);
    }
  }

  @Test
  void aDisabledApplicationsSocketIsClosed() {
    try (var socket = initialised()) {
      socket.send(SUBSCRIBE.formatted("a"));
      server.bean(Applications.class).setEnabled(caller.applicationId(), false);
      assertThat(socket.closeCode()).isEqualTo(4403);
    }
  }
}
