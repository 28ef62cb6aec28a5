package com.unifiedbx.pbx.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.calls.store.CallStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls by GraphQL and REST say the same, on a server whose Asterisk is away.
class CallGraphQlControllerTests {

  private final CallStore store = TestServer.shared().bean(CallStore.class);
  private final TestCaller caller = TestCaller.with("call:write");

  @Test
  void aCallIsTheSameByGraphQlAsByRest() {
    var row = TestCalls.queued("c-" + UUID.randomUUID(), Instant.parse("2026-11-23T12:00:00Z"));
    store.keep(row);
    try {
      var byRest = TestCaller.json(caller.get("/calls/" + row.call().id()));
      var byGraphQl =
          data(
              """
              { fetchCall(id: "%s") { id status direction from { endpoint number name }
                to { number context } failure cause { q850 sip text } createdAt ringingAt answeredAt
                connectedAt endedAt duration talkTime uniqueid linkedid held muted recording parked
                consultation tag application { id name } legs { uniqueid channel endpoint state } timeline } }
              """
                  .formatted(row.call().id()));
      assertThat(byGraphQl.get("fetchCall")).isEqualTo(byRest);
    } finally {
      store.forget(row.call().id());
    }
  }

  @Test
  void anUnknownCallIsNotFound() {
    var answer = TestCaller.json(caller.gql("{ fetchCall(id: \"c-none\") { id } }"));
    assertThat(answer.at("/errors/0/extensions/code").asString()).isEqualTo("NOT_FOUND");
  }

  @Test
  void liveCallsAreAPage() {
    var live =
        data("{ fetchAllLiveCalls(first: 2) { totalCount status message calls { id }"
                + " edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }")
            .get("fetchAllLiveCalls");
    assertThat(live.get("totalCount").asInt()).isGreaterThanOrEqualTo(live.get("calls").size());
    assertThat(live.get("status").asBoolean()).isTrue();
  }

  @Test
  void originateIsRefusedAsByRest() {
    var away =
        TestCaller.json(
            caller.gql(
                "mutation { originateCall(input: {channel: \"PJSIP/1001\", exten: \"1002\","
                    + " tag: [{name: \"deal\", value: \"7\"}]}) { call { id } } }"));
    assertThat(away.at("/errors/0/extensions/code").asString()).isEqualTo("PBX_UNAVAILABLE");
    var bad =
        "mutation { originateCall(input: {channel: \"PJSIP/1001\", exten: \"1 2\","
            + " idempotencyKey: \"g-1\"}) { call { id } } }";
    for (var time = 0; time < 2; time++) {
      var refused = TestCaller.json(caller.gql(bad));
      assertThat(refused.at("/errors/0/extensions/code").asString()).isEqualTo("BAD_USER_INPUT");
      assertThat(refused.at("/errors/0/extensions/field").asString()).isEqualTo("exten");
    }
  }

  @Test
  void callsOutsideOfTheFenceAreNeitherShownNorHungUp() {
    var fence = new Fence(List.of("2XXX"), List.of(), null, null);
    var fenced = TestCaller.on(new Terms(false, fence, null), "call:write");
    var row = TestCalls.queued("c-" + UUID.randomUUID(), Instant.now());
    store.keep(row);
    try {
      var path = "/calls/" + row.call().id();
      assertThat(fenced.get(path).body()).contains("outside_fence");
      assertThat(fenced.send("POST", path + "/hangup", "{}").body()).contains("outside_fence");
      assertThat(fenced.get("/calls").body()).doesNotContain(row.call().id());
      assertThat(caller.get("/calls").body()).contains(row.call().id());
    } finally {
      store.forget(row.call().id());
    }
  }

  private JsonNode data(String document) {
    var answer = TestCaller.json(caller.gql(document));
    assertThat(answer.has("errors")).describedAs(answer.toString()).isFalse();
    return answer.get("data");
  }
}
