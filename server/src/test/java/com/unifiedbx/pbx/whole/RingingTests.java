package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Ring groups, follow-me and inbound routes with real phones: they act in the next call.
class RingingTests {

  private static final AtomicInteger NEXT = new AtomicInteger(6001);

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final PbxClient admin = PbxClient.with(pbx, "gql");
  private final Account caller = user.extension();
  private final Account first = user.extension();
  private final Account second = user.extension();
  private final String group = String.valueOf(NEXT.getAndIncrement());

  @ParameterizedTest
  @ValueSource(strings = {"ringall", "hunt", "memoryhunt"})
  void aGroupRingsUntilOneAnswers(String strategy) {
    group(strategy, Map.of("ringTime", "1"));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, first, Manner.RINGS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      assertConnected(call(group));
    }
  }

  @Test
  void theFirstThatIsFreeIsRungAlone() {
    group("firstavailable", Map.of("ringTime", "1"));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      assertConnected(call(group));
      try (var _ = registered(pbx, first, Manner.RINGS)) {
        assertThat(call(group).get("connectedAt").isNull()).isTrue();
      }
    }
  }

  @Test
  void withoutItsPrimaryNobodyIsRung() {
    group("ringallprim", Map.of());
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      assertThat(call(group).get("connectedAt").isNull()).isTrue();
    }
  }

  @Test
  void aGroupThatNobodyAnswersGoesOnToItsDestination() {
    group("ringall", Map.of("postAnswer", "from-did-direct," + second.number() + ",1"));
    change("updateRingGroup", Map.of("groupNumber", group, "extensionList", first.number()));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      assertConnected(call(group));
    }
  }

  @Test
  void aDeletedGroupIsGone() {
    group("ringall", Map.of());
    change("deleteRingGroup", Map.of("groupNumber", Integer.valueOf(group)));
    try (var _ = registered(pbx, caller, Manner.ANSWERS)) {
      assertThat(user.tryCall(caller.number(), group).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void numbersFollowTheOwnerOfAnExtension() {
    change(
        "updateFollowMe",
        Map.of(
            "extensionId",
            first.number(),
            "enabled",
            true,
            "initialRingTime",
            1,
            "followMeList",
            second.number()));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, first, Manner.RINGS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      assertConnected(call(first.number()));
      change("disableFollowMe", Map.of("extensionId", first.number()));
      user.api().patch("/extensions/" + first.number(), Map.of("ringTimer", 1));
      assertThat(call(first.number()).get("status").asString()).isEqualTo("failed");
    }
  }

  @Test
  void anInboundRouteLeadsToItsDestination() {
    var outside = SipPhone.freeAddress();
    var did = "49301234" + group;
    group("ringall", Map.of());
    change("addInboundRoute", Map.of("extension", did, "destination", "ext-group," + group + ",1"));
    pbx.sql(
        "INSERT INTO pbx.trunk (name, host, port) VALUES (?, ?, ?)", "in" + group, outside, 5060);
    try (var ami = Ami.of(pbx)) {
      ami.send(AmiAction.of("SorceryMemoryCachePopulate").with("Cache", "res_pjsip/identify"));
    }
    try (var _ = registered(pbx, first, Manner.HANGS_UP);
        var _ = SipPhone.calling(pbx, outside, did)) {
      await()
          .atMost(PbxUser.SOON)
          .until(() ->
              PbxClient.json(user.api().get("/cdr?direction=inbound&disposition=ANSWERED"))
                  .get("items")
                  .values()
                  .stream()
                  .anyMatch(record ->
                      record.get("dstChannel").asString("").startsWith("PJSIP/" + first.number())));
    } finally {
      pbx.sql("DELETE FROM pbx.trunk WHERE name = ?", "in" + group);
    }
  }

  private void group(String strategy, Map<String, ?> more) {
    var input = new java.util.HashMap<String, Object>(more);
    input.put("groupNumber", group);
    input.put("strategy", strategy);
    input.put("extensionList", first.number() + "-" + second.number());
    change("addRingGroup", input);
  }

  private void change(String mutation, Map<String, ?> input) {
    var type = mutation.equals("deleteRingGroup") ? "DeleteRingGroupInput" : mutation + "Input";
    var document =
        "mutation($input: %s!) { %s(input: $input) { status message } }".formatted(type, mutation);
    assertThat(
            admin.gql(document, Map.of("input", input)).at("/" + mutation + "/status").asBoolean())
        .isTrue();
  }

  private JsonNode call(String number) {
    return user.awaitEnd(user.call(caller.number(), number).get("id").asString());
  }

  private static void assertConnected(JsonNode call) {
    assertThat(call.get("status").asString()).describedAs(call.toString()).isEqualTo("completed");
    assertThat(call.get("connectedAt").isNull()).isFalse();
  }
}
