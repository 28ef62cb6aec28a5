package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import com.unifiedbx.pbx.whole.TestTone.Heard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is heard in a call: muted legs, prompts, and a supervisor's phone at the call of two
/// others. Who hears what is told by tones; somebody hums all the time, for Asterisk lets a
/// supervisor go with the next sound only.
class SupervisionTests {

  private static final double TONE = 440;

  /// Of what a recording holds beside the humming and its echo; without the tone it is nothing.
  private static final double HEARD = 0.05;

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account agent = user.extension();
  private final Account customer = user.extension();
  private final Account supervisor = user.extension();
  private final List<SipPhone> phones = new ArrayList<>();

  @AfterEach
  void close() {
    phones.forEach(SipPhone::close);
  }

  @Test
  void whoListensHearsTheCallAndEndsWithIt() throws IOException {
    phone(supervisor, Manner.ANSWERS);
    var call = talk(Manner.ANSWERS, Manner.PLAYS);
    var listening = supervise(call, Map.of());
    assertThat(listening.at("/tag/supervises").asString()).isEqualTo(call);
    var id = listening.get("id").asString();
    user.awaitStatus(id, "connected");
    record(id);
    user.awaitEnd(call);
    assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
    assertThat(heard(id).purity()).isGreaterThan(0.5);
  }

  @Test
  void aWhisperIsHeardByOneLegAndTheCallOutlivesTheSupervisor() throws IOException {
    phone(supervisor, Manner.PLAYS);
    var call = talk(Manner.ECHOES, Manner.TALKS);
    record(call);
    var id = supervise(call, Map.of("mode", "whisper")).get("id").asString();
    user.awaitStatus(id, "connected");
    assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
    assertThat(user.find(call).get("status").asString()).isEqualTo("connected");
    user.hangUp(call);
    assertThat(heard(call).purity()).isGreaterThan(HEARD);
  }

  @Test
  void whoBargesInIsHeardByTheOtherLegToo() throws IOException {
    phone(supervisor, Manner.PLAYS);
    var call = talk(Manner.TALKS, Manner.ECHOES);
    record(call);
    var barging = supervise(call, Map.of("mode", "barge")).get("id").asString();
    user.awaitStatus(barging, "connected");
    user.awaitEnd(barging);
    user.hangUp(call);
    assertThat(heard(call).purity()).isGreaterThan(HEARD);
  }

  @Test
  void aMutedLegIsNotHeardByTheOther() throws IOException {
    var call = talk(Manner.PLAYS, Manner.TALKS);
    done(call, "mute", Map.of());
    done(call, "record", Map.of("action", "start", "leg", "destination"));
    user.awaitEnd(call);
    assertThat(heard(call, 1000).purity()).describedAs("the other's humming").isGreaterThan(0.9);
    assertThat(heard(call).purity()).describedAs("the muted tone").isLessThan(0.01);
  }

  @Test
  void aPromptIsHeardOverWhatIsSaid() throws IOException {
    var call = talk(Manner.ECHOES, Manner.TALKS);
    record(call);
    var path = user.api().post("/calls/" + call + "/play", Map.of("sound", "/tmp/beep"));
    assertThat(path.statusCode()).isEqualTo(422);
    var played = user.api().post("/calls/" + call + "/play", Map.of("sound", "hello-world"));
    assertThat(played.statusCode()).describedAs(played.body()).isEqualTo(200);
    try (var ami = Ami.of(pbx)) {
      await()
          .atMost(PbxUser.SOON)
          .until(() ->
              ami.channels().stream()
                  .noneMatch(one -> one.get("Channel", "").startsWith("Local/play@")));
    }
    user.hangUp(call);
    assertThat(heard(call, 1000).purity()).describedAs("the humming").isLessThan(0.97);
  }

  @Test
  void aSupervisorIsNotRungForACallThatIsOver() {
    phone(supervisor, Manner.RINGS);
    var call = talk(Manner.ANSWERS, Manner.ANSWERS);
    var id = supervise(call, Map.of()).get("id").asString();
    user.awaitStatus(id, "ringing");
    user.hangUp(call);
    assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("canceled");
    refused(409, "call_over", call, Map.of("extension", supervisor.number()));
  }

  @Test
  void supervisionIsRefusedBeforeAnythingRings() {
    var call = talk(Manner.ANSWERS, Manner.ANSWERS);
    refused(409, "unregistered", call, Map.of("extension", supervisor.number()));
    refused(422, "unknown_endpoint", call, Map.of("extension", "7999"));
    refused(422, "bad_value", call, Map.of("extension", "1,2"));
    refused(422, "bad_value", call, Map.of("extension", customer.number(), "mode", "shout"));
    var writer = PbxClient.with(pbx, "call:write");
    var answer = writer.post("/calls/" + call + "/supervise", Map.of("extension", "1"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).get("requiredScope").asString()).isEqualTo("call:supervise");
    user.hangUp(call);
  }

  private void phone(Account account, Manner manner) {
    phones.add(registered(pbx, account, manner));
  }

  private String talk(Manner ofAgent, Manner ofCustomer) {
    phone(agent, ofAgent);
    phone(customer, ofCustomer);
    var call = user.call("PJSIP/" + agent.number(), customer.number()).get("id").asString();
    user.awaitStatus(call, "connected");
    return call;
  }

  private JsonNode supervise(String call, Map<String, String> more) {
    var order = new HashMap<>(more);
    order.put("extension", supervisor.number());
    var answer = user.api().post("/calls/" + call + "/supervise", order);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(202);
    return json(answer);
  }

  private void refused(int status, String error, String call, Map<String, String> order) {
    var answer = user.api().post("/calls/" + call + "/supervise", order);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error").asString()).isEqualTo(error);
  }

  private void record(String call) {
    done(call, "record", Map.of("action", "start"));
  }

  private void done(String call, String command, Map<String, String> order) {
    var answer = user.api().post("/calls/" + call + "/" + command, order);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }

  /// What the call's recording holds.
  private Heard heard(String call) throws IOException {
    return heard(call, TONE);
  }

  private Heard heard(String call, double hertz) throws IOException {
    user.awaitEnd(call);
    var path =
        await()
            .atMost(PbxUser.SOON)
            .until(
                () -> user.awaitCdrs(call).getFirst(), record -> !record.get("recording").isNull());
    var wav = user.api().stream("/cdr/" + path.get("id").asString() + "/recording");
    assertThat(wav.statusCode()).isEqualTo(200);
    return TestTone.hear(wav.body().readAllBytes(), hertz);
  }
}
