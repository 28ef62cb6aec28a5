package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a call comes to, as the phones have it.
class OutcomeTests {

  /// Answered by Asterisk itself.
  private static final String ECHO = "*43";

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @ParameterizedTest
  @CsvSource({
    "486 Busy Here, busy, 17",
    "603 Decline, rejected, 21",
    "404 Not Found, unallocated, 1",
    "503 Service Unavailable, congestion, 34",
    "480 Temporarily Unavailable, no_answer, 19"
  })
  void anOriginThatRefusesFailsTheCall(String status, String failure, int cause) {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.refuses(status))) {
      var call = user.awaitEnd(start(origin));
      assertFailed(call, failure);
      assertThat(call.at("/cause/q850").asInt()).isEqualTo(cause);
      assertThat(call.at("/cause/sip").asInt()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(call.get("answeredAt").isNull()).isTrue();
      assertThat(user.awaitCdrs(call.get("id").asString()))
          .singleElement()
          .satisfies(record -> {
            assertThat(record.get("disposition").asString()).isNotEqualTo("ANSWERED");
            assertThat(record.get("cause").asInt()).isEqualTo(cause);
          });
    }
  }

  @Test
  void anOriginThatOnlyRingsDoesNotAnswer() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.RINGS)) {
      var id = start(origin);
      user.awaitStatus(id, "ringing");
      assertFailed(user.awaitEnd(id), "no_answer");
      assertThat(user.awaitCdrs(id)).hasSize(1);
    }
  }

  @Test
  void anOriginThatKeepsSilentTimesOut() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.SILENT)) {
      var id = start(origin);
      var call = user.awaitEnd(id);
      assertFailed(call, "timeout");
      assertThat(call.get("ringingAt").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "486 Busy Here, destination_busy",
    "603 Decline, destination_failed",
    "404 Not Found, destination_failed",
    "503 Service Unavailable, destination_failed"
  })
  void aDestinationThatRefusesFailsTheCall(String status, String failure) {
    var origin = user.extension();
    var destination = user.extension();
    try (var _ = registered(pbx, origin, Manner.ANSWERS);
        var _ = registered(pbx, destination, Manner.refuses(status))) {
      var id = user.call("PJSIP/" + origin.number(), destination.number()).get("id").asString();
      var call = user.awaitEnd(id);
      assertFailed(call, failure);
      assertThat(call.get("answeredAt").isNull()).isFalse();
      assertThat(call.get("connectedAt").isNull()).isTrue();
      assertThat(user.awaitCdrs(id)).hasSize(1);
    }
  }

  @Test
  void aDestinationThatOnlyRingsDoesNotAnswer() {
    var origin = user.extension();
    var destination = user.extension();
    // How long an extension rings is not for the API to say yet.
    pbx.sql("UPDATE pbx.extension SET ring_seconds = 2 WHERE number = ?", destination.number());
    try (var _ = registered(pbx, origin, Manner.ANSWERS);
        var _ = registered(pbx, destination, Manner.RINGS)) {
      var id = user.call("PJSIP/" + origin.number(), destination.number()).get("id").asString();
      assertFailed(user.awaitEnd(id), "destination_no_answer");
      assertThat(user.awaitCdrs(id)).hasSize(1);
    }
  }

  @Test
  void anExtensionWithoutPhoneIsRefusedBeforeAnythingRings() {
    assertRefused(
        Map.of("channel", user.extension().number(), "exten", ECHO),
        409,
        "unregistered",
        "channel");
  }

  @Test
  void anUnknownExtensionIsRefusedBeforeAnythingRings() {
    assertRefused(Map.of("channel", "7777", "exten", ECHO), 422, "unknown_endpoint", "channel");
  }

  @Test
  void anUnknownDestinationIsRefusedBeforeAnythingRings() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.ANSWERS)) {
      assertRefused(
          Map.of("channel", origin.number(), "exten", "7777"), 422, "destination_missing", "exten");
    }
  }

  @Test
  void aCallThatTheApiHangsUpWhileItRingsIsCanceled() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.RINGS)) {
      var id = start(origin);
      user.awaitStatus(id, "ringing");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("canceled");
      assertThat(user.api().post("/calls/" + id + "/hangup", Map.of()).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void aCallThatTheApiHangsUpWhileBothTalkIsCompleted() {
    var origin = user.extension();
    var destination = user.extension();
    try (var _ = registered(pbx, origin, Manner.ANSWERS);
        var _ = registered(pbx, destination, Manner.ANSWERS)) {
      var id = user.call("PJSIP/" + origin.number(), destination.number()).get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
      assertThat(user.awaitCdrs(id)).hasSize(1);
    }
  }

  @Test
  void anApplicationConnectsTheOriginAlone() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.ANSWERS)) {
      var id =
          user.call(Map.of("channel", origin.number(), "application", "Echo")).get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
    }
  }

  @Test
  void theSameKeyMeansTheSameCall() {
    var origin = user.extension();
    var key = "key of " + origin.number();
    var request = Map.of("channel", origin.number(), "exten", ECHO);
    try (var _ = registered(pbx, origin, Manner.ANSWERS)) {
      var first = user.api().post("/originate", request, "Idempotency-Key", key);
      var again = user.api().post("/originate", request, "Idempotency-Key", key);
      assertThat(first.statusCode()).isEqualTo(202);
      assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
      var other = Map.of("channel", origin.number(), "exten", "*97");
      assertThat(user.api().post("/originate", other, "Idempotency-Key", key).statusCode())
          .isEqualTo(422);

      var id = json(first).get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      user.awaitEnd(id);
    }
  }

  private String start(Account origin) {
    return user.call("PJSIP/" + origin.number(), ECHO).get("id").asString();
  }

  private static void assertFailed(JsonNode call, String failure) {
    assertThat(call.get("status").asString()).describedAs(call.toString()).isEqualTo("failed");
    assertThat(call.get("failure").asString()).describedAs(call.toString()).isEqualTo(failure);
    assertThat(call.get("endedAt").isNull()).isFalse();
  }

  private void assertRefused(Map<String, ?> request, int status, String code, String field) {
    var before = user.callCount();
    var answer = user.api().post("/originate", request);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error").asString()).isEqualTo(code);
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
    assertThat(user.callCount()).describedAs("calls left behind").isEqualTo(before);
  }
}
