package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every setting of an extension does what it says in the next call, with real phones.
class SettingTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account caller = user.extension();
  private final Account called = user.extension();
  private final Account third = user.extension();

  @Test
  void aForwardOfAllCallsRingsTheOtherOnly() {
    set(called, Map.of("callForward", Map.of("all", third.number())));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.refuses("603 Decline"));
        var _ = registered(pbx, third, Manner.HANGS_UP)) {
      assertConnected(call(called.number()));
    }
  }

  @Test
  void aForwardWhenBusyIsTakenWhenThePhoneIsBusy() {
    set(called, Map.of("callForward", Map.of("busy", third.number())));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.refuses("486 Busy Here"));
        var _ = registered(pbx, third, Manner.HANGS_UP)) {
      assertConnected(call(called.number()));
    }
  }

  @Test
  void aForwardWhenUnansweredIsTakenWhenTheRingTimerIsOver() {
    set(called, Map.of("ringTimer", 1, "callForward", Map.of("noAnswer", third.number())));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.RINGS);
        var _ = registered(pbx, third, Manner.HANGS_UP)) {
      assertConnected(call(called.number()));
    }
  }

  @Test
  void aCircleOfForwardsEnds() {
    set(called, Map.of("callForward", Map.of("all", third.number())));
    set(third, Map.of("callForward", Map.of("all", called.number())));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.ANSWERS)) {
      assertThat(call(called.number()).get("status").asString()).isEqualTo("failed");
    }
  }

  @Test
  void whoeverMustNotBeDisturbedIsBusy() {
    set(called, Map.of("doNotDisturb", true));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.HANGS_UP)) {
      assertThat(call(called.number()).get("failure").asString()).isEqualTo("destination_busy");
      set(called, Map.of("doNotDisturb", false));
      assertConnected(call(called.number()));
    }
  }

  @Test
  void withoutCallWaitingASecondCallFindsItBusy() {
    set(called, Map.of("callWaiting", false));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, third, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.ANSWERS)) {
      var first = user.call(third.number(), called.number()).get("id").asString();
      user.awaitStatus(first, "connected");
      assertThat(call(called.number()).get("failure").asString()).isEqualTo("destination_busy");
      user.hangUp(first);
      user.awaitEnd(first);
    }
  }

  @Test
  void aDestinationIsTakenForItsOutcome() {
    var to = Map.of("busy", "hangup:congestion", "unavailable", "extension:" + third.number());
    set(called, Map.of("destinations", to));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, third, Manner.HANGS_UP)) {
      assertConnected(call(called.number()));
      set(called, Map.of("doNotDisturb", true));
      assertThat(call(called.number()).at("/cause/q850").asInt()).isEqualTo(34);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"A\\\"b;c,d<e>${SHELL(id)} $[1+1] 😀\" <5550100>", "5550100"})
  void theOwnCallerIdIsShownInside(String callerId) {
    set(caller, Map.of("callerId", callerId));
    assertThat(json(user.api().get("/extensions/" + caller.number())).get("callerId").asString())
        .isEqualTo(callerId);
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var phone = registered(pbx, called, Manner.NOTES)) {
      var id = user.call(caller.number(), called.number()).get("id").asString();
      user.awaitStatus(id, "connected");
      assertThat(phone.noted("from")).contains("<sip:5550100@").doesNotContain("uid=");
      if (callerId.startsWith("\"")) {
        assertThat(phone.noted("from")).contains("${SHELL(id)} $[1+1] 😀");
      }
      user.hangUp(id);
      user.awaitEnd(id);
    }
  }

  @Test
  void outsideAndEmergencyServicesSeeWhatIsSaidForThem() {
    set(
        caller,
        Map.of("outboundCid", "\"Co, Ltd; ${X}\" <12075550001>", "emergencyCid", "12075550911"));
    for (var number : List.of("12075551234", "911")) {
      try (var _ = registered(pbx, caller, Manner.ANSWERS);
          var carrier = SipPhone.carrier(pbx, Manner.NOTES)) {
        pbx.sql(
            "INSERT INTO pbx.trunk (name, host, port) VALUES (?, ?, ?)",
            "noting" + carrier.port(),
            carrier.address(),
            carrier.port());
        var id = user.call("PJSIP/" + caller.number(), number).get("id").asString();
        user.awaitStatus(id, "connected");
        var from = carrier.noted("from");
        if (number.equals("911")) {
          assertThat(from).contains("<sip:12075550911@");
        } else {
          assertThat(from).contains("Co, Ltd; ${X}").contains("<sip:12075550001@");
        }
        user.hangUp(id);
        user.awaitEnd(id);
      } finally {
        pbx.sql("DELETE FROM pbx.trunk");
      }
    }
  }

  @Test
  void codecsAndDtmfAreOfferedAsSet() {
    set(called, Map.of("codecs", List.of("alaw"), "dtmfMode", "info"));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var phone = registered(pbx, called, Manner.NOTES)) {
      var id = user.call(caller.number(), called.number()).get("id").asString();
      user.awaitEnd(id);
      assertThat(phone.noted("audio").strip()).endsWith("RTP/AVP 8");
    }
  }

  @Test
  void aRecordingPolicyRecordsTheTalk() throws IOException {
    set(called, Map.of("recording", Map.of("inboundInternal", "yes")));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.HANGS_UP)) {
      var recorded = call(called.number()).get("id").asString();
      await().atMost(PbxUser.SOON).until(() -> isRecorded(recorded));
      set(caller, Map.of("recording", Map.of("outboundInternal", "never")));
      assertThat(isRecorded(call(called.number()).get("id").asString())).isFalse();
    }
  }

  private boolean isRecorded(String callId) throws IOException {
    try (var files = Files.walk(pbx.data().resolve("asterisk/spool/monitor"))) {
      return files.anyMatch(file -> file.getFileName().toString().equals(callId + ".wav"));
    }
  }

  private void set(Account account, Map<String, ?> patch) {
    var answer = user.api().patch("/extensions/" + account.number(), patch);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }

  /// A call from the caller to that number, as it was when it was over.
  private JsonNode call(String number) {
    return user.awaitEnd(user.call(caller.number(), number).get("id").asString());
  }

  private static void assertConnected(JsonNode call) {
    assertThat(call.get("status").asString()).describedAs(call.toString()).isEqualTo("completed");
    assertThat(call.get("connectedAt").isNull()).isFalse();
  }
}
