package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.TestStream;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The live state of extensions, with real phones.
@Timeout(180)
class PresenceTests {

  /// On a busy machine a phone may be late with its first sign of life; Asterisk asks again every
  /// 30 seconds.
  private static final Duration QUALIFIED = Duration.ofSeconds(70);

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final PbxClient reader = PbxClient.with(pbx, "event:read", "extension:read");

  private JsonNode status(String number) {
    var answer = reader.get("/extensions/" + number + "/status");
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private void awaitState(String number, String state) {
    await()
        .atMost(PbxUser.SOON)
        .untilAsserted(() -> {
          var seen = status(number);
          assertThat(seen.get("state").asString()).describedAs(seen.toString()).isEqualTo(state);
        });
  }

  @Test
  void aPhoneIsSeenToComeRingTalkAndGo() {
    var phone = user.extension();
    var number = phone.number();
    assertThat(status(number).get("state").asString()).isEqualTo("unavailable");
    try (var stream = TestStream.of(reader.open("/events?extension=" + number))) {
      try (var _ = registered(pbx, phone, Manner.RINGS)) {
        var event = stream.next();
        assertThat(event.type()).isEqualTo("extension.registered");
        assertThat(event.json().at("/data/extension").asString()).isEqualTo(number);
        assertThat(event.json().at("/data/contacts")).hasSize(1);
        assertThat(stream.next().json().at("/data/state").asString()).isEqualTo("idle");
        assertIdle(status(number));

        var id = user.call(Map.of("channel", number, "exten", "*43", "timeout", 30));
        assertThat(stream.next().json().at("/data/state").asString()).isEqualTo("ringing");
        assertThat(status(number).get("state").asString()).isEqualTo("ringing");
        assertThat(status(number).get("calls").asInt()).isEqualTo(1);
        user.hangUp(id.get("id").asString());
        assertThat(stream.next().json().at("/data/state").asString()).isEqualTo("idle");
        await().atMost(PbxUser.SOON).until(() -> status(number).get("calls").asInt() == 0);
      }
      // The phone fell silent: asked for a sign of life, it gives none.
      try (var ami = Ami.of(pbx)) {
        ami.send(AmiAction.of("PJSIPQualify").with("Endpoint", number));
      }
      assertThat(stream.next().json().at("/data/state").asString()).isEqualTo("unavailable");
      assertThat(status(number).at("/contacts/0/status").asString()).isEqualTo("unreachable");
    }
  }

  private static void assertIdle(JsonNode status) {
    assertThat(status.get("state").asString()).isEqualTo("idle");
    assertThat(status.get("calls").asInt()).isZero();
    assertThat(status.at("/voicemail/new").asInt()).isZero();
    var contact = status.at("/contacts/0");
    assertThat(contact.get("uri").asString()).startsWith("sip:");
    assertThat(contact.get("status").asString()).isEqualTo("reachable");
    assertThat(contact.get("roundtripMs").asDouble()).isPositive();
    assertThat(contact.get("expiresAt").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
  }

  @Test
  void whatHappenedWhileTheApiWasAwayIsToldWhenItIsBack() {
    var phone = user.extension();
    try (var stream = TestStream.of(reader.open("/events"))) {
      pbx.stopApi();
      assertThat(stream.nextOrEnd()).isNull();
    }
    try (var _ = SipPhone.registering(pbx, phone, Manner.ANSWERS)) {
      try (var ami = Ami.of(pbx)) {
        await().atMost(QUALIFIED).until(() -> ami.isReachable(phone.number()));
      }
      pbx.startApi();
      awaitState(phone.number(), "idle");
      var graphQl =
          reader.gql(
              "query($n: ID!) { fetchExtensionStatus(extensionId: $n) { state contacts { uri } voicemail { new old } } }",
              Map.of("n", phone.number()));
      assertThat(graphQl.at("/fetchExtensionStatus/state").asString()).isEqualTo("idle");
      assertThat(graphQl.at("/fetchExtensionStatus/contacts")).hasSize(1);
      await()
          .atMost(PbxUser.SOON)
          .until(() -> pbx.countEvents("extension.registered", phone.number()) == 1);
    }
  }

  @Test
  void anUnknownExtensionHasNoState() {
    assertThat(reader.get("/extensions/7999/status").statusCode()).isEqualTo(404);
    assertThat(PbxClient.with(pbx, "call:read").get("/extensions/7999/status").statusCode())
        .isEqualTo(403);
  }
}
