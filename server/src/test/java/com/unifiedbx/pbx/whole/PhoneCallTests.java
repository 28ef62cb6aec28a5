package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.dialling;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls that phones and carriers set up are calls as well.
class PhoneCallTests {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void aCallBetweenTwoPhonesIsTrackedFromTheFirstToTheLast() {
    var caller = user.extension();
    var called = user.extension();
    try (var _ = registered(pbx, called, Manner.ANSWERS);
        var _ = dialling(pbx, caller, called.number(), SHORT)) {
      var call = awaitCallFrom(caller.number());
      assertThat(call.get("direction").asString()).isEqualTo("internal");
      assertThat(call.at("/from/endpoint").asString()).isEqualTo("PJSIP/" + caller.number());
      assertThat(call.at("/to/number").asString()).isEqualTo(called.number());
      assertThat(call.get("application").isNull()).isTrue();
      var id = call.get("id").asString();
      var ended = user.awaitEnd(id);
      assertThat(ended.get("status").asString()).isEqualTo("completed");
      assertThat(ended.get("legs")).hasSize(2);
      assertThat(timeline(id))
          .containsExactly(
              "call.queued", "call.ringing", "call.answered", "call.connected", "call.completed");
      assertThat(times(user.find(id))).isSorted();
      assertThat(user.awaitCdrs(id))
          .singleElement()
          .satisfies(
              record -> assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED"));
    }
  }

  @Test
  void aPhoneThatIsBusyFailsTheCallOfAPhone() {
    var caller = user.extension();
    var called = user.extension();
    try (var _ = registered(pbx, called, Manner.refuses("486 Busy Here"));
        var _ = dialling(pbx, caller, called.number(), SHORT)) {
      var call = user.awaitEnd(awaitCallFrom(caller.number()).get("id").asString());
      assertThat(call.get("failure").asString()).isEqualTo("destination_busy");
      assertThat(user.awaitCdrs(call.get("id").asString())).hasSize(1);
    }
  }

  @Test
  void aNumberThatNobodyHasFailsTheCallOfAPhone() {
    var caller = user.extension();
    try (var _ = dialling(pbx, caller, "7777", SHORT)) {
      var call = user.awaitEnd(awaitCallFrom(caller.number()).get("id").asString());
      assertThat(call.get("failure").asString()).isEqualTo("destination_missing");
    }
  }

  @Test
  void aServiceOfThePbxIsConnectedAsSoonAsItRuns() {
    var caller = user.extension();
    try (var _ = dialling(pbx, caller, "*43", LONG);
        var _ = registered(pbx, caller, Manner.ANSWERS)) {
      var id = awaitCallFrom(caller.number()).get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");

      var byApi = user.call("PJSIP/" + caller.number(), "*43").get("id").asString();
      user.awaitStatus(byApi, "connected");
      user.hangUp(byApi);
      assertThat(user.awaitEnd(byApi).get("status").asString()).isEqualTo("completed");
    }
  }

  @Test
  void aCallThatBeganWhileTheApplicationWasAwayIsFound() {
    var caller = user.extension();
    var called = user.extension();
    try (var _ = registered(pbx, called, Manner.ANSWERS);
        var ami = Ami.of(pbx)) {
      pbx.stopApi();
      try (var _ = dialling(pbx, caller, called.number(), LONG)) {
        await().atMost(PbxUser.SOON).until(() -> talking(ami, called.number()));
        pbx.startApi();
        var id = awaitCallFrom(caller.number()).get("id").asString();
        var call = user.awaitStatus(id, "connected");
        assertThat(call.get("legs")).hasSize(2);
        user.hangUp(id);
        assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
        assertThat(user.awaitCdrs(id)).hasSize(1);
      }
    }
  }

  private static boolean talking(Ami ami, String number) {
    return ami.channels().stream()
        .anyMatch(channel ->
            channel.get("Channel", "").startsWith("PJSIP/" + number)
                && !channel.get("BridgeId", "").isEmpty());
  }

  private JsonNode awaitCallFrom(String number) {
    return await()
        .atMost(PbxUser.SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> callFrom(number), Objects::nonNull);
  }

  private @Nullable JsonNode callFrom(String number) {
    var calls = json(user.api().get("/calls?limit=5")).get("items");
    return calls
        .valueStream()
        .filter(call -> call.at("/from/number").asString().equals(number))
        .findFirst()
        .orElse(null);
  }

  private List<String> timeline(String id) {
    return await()
        .atMost(PbxUser.SOON)
        .until(
            () ->
                user.find(id)
                    .get("timeline")
                    .valueStream()
                    .map(step -> step.get("type").asString())
                    .toList(),
            types -> types.contains("call.completed"));
  }

  private static List<Instant> times(JsonNode call) {
    var times = new ArrayList<Instant>();
    for (var name : List.of("createdAt", "ringingAt", "answeredAt", "connectedAt", "endedAt")) {
      times.add(Instant.parse(call.get(name).asString()));
    }
    return times;
  }
}
