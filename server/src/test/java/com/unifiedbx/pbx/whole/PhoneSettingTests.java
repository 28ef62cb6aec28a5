package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an extension says of its phones holds in the next call, with real phones.
class PhoneSettingTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account caller = user.extension();
  private final Account called = user.extension();
  private final Account third = user.extension();

  @ParameterizedTest
  @CsvSource({"lan,RTP/AVP", "srtp,RTP/SAVP", "webrtc,UDP/TLS/RTP/SAVPF"})
  void theProfileSaysHowAudioIsOffered(String profile, String offered) {
    set(called, Map.of("profile", profile));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var phone = registered(pbx, called, Manner.NOTES)) {
      var id = user.call(caller.number(), called.number()).get("id").asString();
      assertThat(phone.noted("audio")).contains(" " + offered + " ");
      user.api().post("/calls/" + id + "/hangup", Map.of());
      user.awaitEnd(id);
    }
  }

  @Test
  void promptsAreInTheLanguageOfTheCaller() {
    set(caller, Map.of("language", "de_DE"));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.ANSWERS);
        var ami = Ami.of(pbx)) {
      var id = user.call(caller.number(), called.number()).get("id").asString();
      user.awaitStatus(id, "connected");
      var channel =
          user.find(id).get("legs").values().stream()
              .map(leg -> leg.get("channel").asString())
              .filter(name -> name.startsWith("PJSIP/" + caller.number() + "-"))
              .findFirst()
              .orElseThrow();
      var asked =
          AmiAction.of("Getvar").with("Channel", channel).with("Variable", "CHANNEL(language)");
      assertThat(ami.send(asked).toString()).contains("de_DE");
      user.hangUp(id);
      user.awaitEnd(id);
    }
  }

  /// `*8` picks up what rings in a group that both have; nobody else can.
  @Test
  void onlyThoseOfItsGroupsPickUpWhatRings() {
    set(called, Map.of("ringTimer", 6, "callGroups", List.of("sales")));
    set(third, Map.of("pickupGroups", List.of("sales")));
    try (var _ = registered(pbx, caller, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.RINGS)) {
      var taken = ringing();
      try (var _ = SipPhone.dialling(pbx, third, "*8", Duration.ofSeconds(2))) {
        user.awaitStatus(taken, "connected");
        assertThat(user.awaitEnd(taken).get("status").asString()).isEqualTo("completed");
      }
      set(third, Map.of("pickupGroups", List.of("service")));
      var left = ringing();
      try (var _ = SipPhone.dialling(pbx, third, "*8", Duration.ofSeconds(2))) {
        assertThat(user.awaitEnd(left).get("failure").asString())
            .isEqualTo("destination_no_answer");
      }
    }
  }

  private String ringing() {
    var id = user.call(caller.number(), called.number()).get("id").asString();
    user.awaitStatus(id, "answered");
    await()
        .atMost(PbxUser.SOON)
        .until(() ->
            json(user.api().get("/extensions/" + called.number() + "/status"))
                .get("state")
                .asString()
                .equals("ringing"));
    return id;
  }

  @Test
  void asManyPhonesRegisterAsAreAllowed() {
    set(called, Map.of("maxContacts", 2));
    try (var _ = registered(pbx, called, Manner.ANSWERS);
        var _ = registered(pbx, called, Manner.ANSWERS);
        var _ = registered(pbx, third, Manner.ANSWERS);
        var _ = registered(pbx, third, Manner.ANSWERS)) {
      await().atMost(PbxUser.SOON).untilAsserted(() -> assertThat(contacts(called)).isEqualTo(2));
      await().atMost(PbxUser.SOON).untilAsserted(() -> assertThat(contacts(third)).isEqualTo(1));
    }
  }

  private int contacts(Account account) {
    return json(user.api().get("/extensions/" + account.number() + "/status"))
        .get("contacts")
        .size();
  }

  private void set(Account account, Map<String, ?> patch) {
    var answer = user.api().patch("/extensions/" + account.number(), patch);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }
}
