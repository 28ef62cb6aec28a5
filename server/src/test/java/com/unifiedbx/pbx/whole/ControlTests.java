package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.dialling;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Commands to a call of two real phones, and a third one that they can be sent to.
class ControlTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account first = user.extension();
  private final Account second = user.extension();
  private final Account third = user.extension();
  private final Ami ami = Ami.of(pbx);
  private List<SipPhone> phones;
  private String call;

  @BeforeEach
  void talk() {
    phones =
        List.of(
            registered(pbx, first, Manner.ANSWERS),
            registered(pbx, second, Manner.ANSWERS),
            registered(pbx, third, Manner.ANSWERS));
    call = user.call("PJSIP/" + first.number(), second.number()).get("id").asString();
    user.awaitStatus(call, "connected");
  }

  @AfterEach
  void hangUp() {
    user.api().post("/calls/" + call + "/hangup", Map.of());
    ami.close();
    phones.forEach(SipPhone::close);
  }

  @Test
  void aBlindTransferKeepsTheLegThatDidNotAskForIt() {
    var after = done("transfer", Map.of("type", "blind", "exten", third.number()));
    assertThat(after.get("status").asString()).isEqualTo("connected");
    awaitTalk(second, third);
    assertThat(standing()).doesNotContain("PJSIP/" + first.number());
    awaitTold("call.transferred");
    user.hangUp(call);
    assertThat(user.awaitEnd(call).get("status").asString()).isEqualTo("completed");
    await().atMost(PbxUser.SOON).until(() -> ami.channels(call).isEmpty());
  }

  @Test
  void aTransferToNowhereIsRefusedAndTheCallGoesOn() {
    refused(422, "destination_missing", "transfer", Map.of("exten", "7999"));
    refused(422, "bad_value", "transfer", Map.of("exten", "1\r\n2"));
    refused(422, "bad_value", "transfer", Map.of("exten", third.number(), "context", "pbx-hold"));
    refused(422, "bad_value", "transfer", Map.of("exten", third.number(), "odd", 1));
    refused(409, "no_consultation", "transfer/complete", Map.of());
    assertThat(standing()).hasSize(2);
    assertThat(talk(first, second)).isTrue();
  }

  @Test
  void aHeldCallIsTakenBackOrSentOn() {
    assertThat(done("hold", Map.of()).get("held").asBoolean()).isTrue();
    await().atMost(PbxUser.SOON).until(() -> !talk(first, second));
    assertThat(standing()).hasSize(2);
    refused(409, "held", "hold", Map.of());
    assertThat(done("unhold", Map.of()).get("held").asBoolean()).isFalse();
    awaitTalk(first, second);
    refused(409, "not_held", "unhold", Map.of());
    awaitTold("call.held", "call.unheld");
    done("hold", Map.of());
    assertThat(done("transfer", Map.of("exten", third.number())).get("held").asBoolean()).isFalse();
    awaitTalk(second, third);
  }

  @Test
  void whoIsLeftOnHoldIsNotForgotten() {
    done("hold", Map.of());
    var held = channelOf(second);
    ami.send(AmiAction.of("Hangup").with("Channel", held));
    assertThat(user.awaitEnd(call).get("status").asString()).isEqualTo("completed");
    await().atMost(PbxUser.SOON).until(() -> ami.channels(call).isEmpty());
  }

  @Test
  void anAttendedTransferIsCompletedOrCancelled() {
    var attended = Map.of("type", "attended", "exten", third.number());
    assertThat(done("transfer", attended).at("/consultation/exten").asString())
        .isEqualTo(third.number());
    refused(409, "consultation", "transfer", attended);
    refused(409, "consultation", "hold", Map.of());
    await().atMost(PbxUser.SOON).until(() -> asked());
    assertThat(done("transfer/cancel", Map.of()).get("consultation").isNull()).isTrue();
    awaitTalk(first, second);
    await().atMost(PbxUser.SOON).until(() -> standing().size() == 2);

    done("transfer", attended);
    await().atMost(PbxUser.SOON).until(() -> asked());
    done("transfer/complete", Map.of());
    assertThat(bridgesOf("Local/" + third.number())).contains(bridgeOf(second));
    await().atMost(PbxUser.SOON).until(() -> !standing().contains("PJSIP/" + first.number()));
    assertThat(standing()).contains("PJSIP/" + second.number(), "PJSIP/" + third.number());
    assertThat(user.find(call).get("status").asString()).isEqualTo("connected");
    awaitTold("call.transferred");
    user.hangUp(call);
    assertThat(user.awaitEnd(call).get("status").asString()).isEqualTo("completed");
  }

  @Test
  void theThreeOfAnAttendedTransferTalkTogether() {
    done("transfer", Map.of("type", "attended", "exten", third.number()));
    await().atMost(PbxUser.SOON).until(() -> asked());
    done("transfer/join", Map.of());
    awaitTalk(first, second);
    assertThat(standing())
        .contains("PJSIP/" + first.number(), "PJSIP/" + second.number(), "PJSIP/" + third.number());
  }

  @Test
  void othersAreCalledIntoAConference() {
    refused(422, "destination_missing", "conference", Map.of("exten", "7999"));
    done("conference", Map.of("exten", third.number()));
    awaitTalk(first, second);
    await().atMost(PbxUser.SOON).until(() -> conferenceOf(call) == 3);
    assertThat(standing())
        .contains("PJSIP/" + first.number(), "PJSIP/" + second.number(), "PJSIP/" + third.number());
    refused(409, "not_connected", "hold", Map.of());
    ami.send(AmiAction.of("Hangup").with("Channel", channelOf(first)));
    await().atMost(PbxUser.SOON).until(() -> conferenceOf(call) == 2);
    assertThat(user.find(call).get("status").asString()).isEqualTo("connected");
    user.hangUp(call);
    assertThat(user.awaitEnd(call).get("status").asString()).isEqualTo("completed");
    await().atMost(PbxUser.SOON).until(() -> conferenceOf(call) == 0);
  }

  /// How many are in it.
  private long conferenceOf(String room) {
    return ami.channels().stream()
        .filter(channel -> channel.get("Application", "").equals("ConfBridge"))
        .filter(channel -> channel.get("ApplicationData", "").equals(room))
        .count();
  }

  @Test
  void whenWhoIsAskedIsBusyTheTwoTalkAgain() {
    var busy = user.extension();
    try (var _ = registered(pbx, busy, Manner.refuses("486 Busy Here"))) {
      done("transfer", Map.of("type", "attended", "exten", busy.number()));
      await()
          .atMost(PbxUser.SOON)
          .until(() -> user.find(call).get("consultation").isNull() && talk(first, second));
    }
  }

  @Test
  void aParkedCallIsPickedUpByDiallingItsSpace() {
    var space = done("park", Map.of());
    assertThat(space.get("parkingLot").asString()).isEqualTo("default");
    var number = space.get("space").asString();
    assertThat(user.find(call).at("/parked/space").asString()).isEqualTo(number);
    refused(409, "parked", "park", Map.of());
    try (var _ = dialling(pbx, third, number, Duration.ofMinutes(1))) {
      awaitTalk(second, third);
      await().atMost(PbxUser.SOON).until(() -> user.find(call).get("parked").isNull());
      awaitTold("call.parked");
      user.hangUp(call);
      assertThat(user.awaitEnd(call).get("status").asString()).isEqualTo("completed");
    }
  }

  @Test
  void aRecordingIsStartedPausedAndStopped() {
    refused(409, "not_recording", "record", Map.of("action", "stop"));
    assertThat(done("record", Map.of("action", "start")).get("recording").asBoolean()).isTrue();
    refused(409, "recording", "record", Map.of("action", "start"));
    assertThat(done("record", Map.of("action", "pause")).get("recording").asBoolean()).isFalse();
    assertThat(done("record", Map.of("action", "resume")).get("recording").asBoolean()).isTrue();
    assertThat(done("record", Map.of("action", "stop")).get("recording").asBoolean()).isFalse();
    refused(422, "bad_value", "record", Map.of("action", "rewind"));
    user.hangUp(call);
    user.awaitEnd(call);
    var records = user.awaitCdrs(call);
    assertThat(records.getFirst().at("/recording/format").asString()).isEqualTo("wav");
  }

  @Test
  void aCallIsRecordedFromTheStart() {
    var recorded =
        user.call(
            Map.of("channel", "PJSIP/" + third.number(), "application", "Echo", "record", true));
    var id = recorded.get("id").asString();
    await().atMost(PbxUser.SOON).until(() -> user.find(id).get("recording").asBoolean());
    user.hangUp(id);
    user.awaitEnd(id);
    assertThat(user.awaitCdrs(id).getFirst().at("/recording/format").asString()).isEqualTo("wav");
  }

  @Test
  void aRecordingIsFetchedWholeOrInPartsUntilItIsDeleted() throws IOException {
    done("record", Map.of("action", "start"));
    done("record", Map.of("action", "stop"));
    user.hangUp(call);
    user.awaitEnd(call);
    var record = user.awaitCdrs(call).getFirst();
    var path = "/cdr/" + record.get("id").asString() + "/recording";
    var whole = user.api().stream(path);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Type")).hasValue("audio/wav");
    var wav = whole.body().readAllBytes();
    assertThat(new String(wav, 0, 4, US_ASCII)).isEqualTo("RIFF");
    var part = user.api().stream(path, "Range", "bytes=4-9");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-9/" + wav.length);
    assertThat(part.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(wav, 4, 10));
    assertThat(user.api().get(path + "?piece=9").statusCode()).isEqualTo(404);

    assertThat(user.api().delete(path).statusCode()).isEqualTo(204);
    assertThat(user.api().get(path).statusCode()).isEqualTo(404);
    assertThat(user.api().delete(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aLegIsMutedAndItsKeysArePressed() {
    assertThat(done("mute", Map.of()).get("muted").asBoolean()).isTrue();
    done("mute", Map.of("leg", "destination"));
    assertThat(done("unmute", Map.of()).get("muted").asBoolean()).isTrue();
    assertThat(done("unmute", Map.of("leg", "destination")).get("muted").asBoolean()).isFalse();
    done("dtmf", Map.of("digits", "12#"));
    refused(422, "bad_value", "dtmf", Map.of("digits", "12x"));
    refused(422, "bad_value", "mute", Map.of("leg", "nobody"));
  }

  /// Phones dial on with these, to where no fence is asked.
  @Test
  void theFenceHoldsForKeys() {
    var fenced = fenced("keys", first.number());
    assertThat(fenced.post("/calls/" + call + "/dtmf", Map.of("digits", "12")).statusCode())
        .isEqualTo(200);
    for (var digits : List.of("##", "*2", "1#", "#")) {
      outside(fenced.post("/calls/" + call + "/dtmf", Map.of("digits", digits)));
    }
    var room = Map.of("channel", first.number(), "application", "ConfBridge", "data", "others");
    outside(fenced.post("/originate", room));
    assertThat(talk(first, second)).isTrue();
  }

  private PbxClient fenced(String name, String extensions) {
    var made =
        Commands.app(
            "create",
            "--json",
            "--name=fenced " + name,
            "--scope=call:write,call:supervise",
            "--allow-any",
            "--fence=extensions=" + extensions);
    return PbxClient.of(pbx, made.json());
  }

  @Test
  void theFenceHoldsForCommands() {
    var fenced = fenced("commands", "9XXX");
    for (var command : List.of("hangup", "hold", "park", "mute")) {
      outside(fenced.post("/calls/" + call + "/" + command, Map.of()));
    }
    outside(fenced.post("/calls/" + call + "/transfer", Map.of("exten", third.number())));
    outside(fenced.post("/calls/" + call + "/supervise", Map.of("extension", third.number())));
    assertThat(talk(first, second)).isTrue();
  }

  private static void outside(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(403);
    assertThat(json(answer).get("error").asString()).isEqualTo("outside_fence");
  }

  @Test
  void theAuditLogTellsOfAnOriginateAndOfCommandsAndOfNoRehearsal() {
    var rehearsal = Map.of("channel", third.number(), "exten", first.number(), "dryRun", true);
    assertThat(user.api().post("/originate", rehearsal).statusCode()).isEqualTo(200);
    done("hold", Map.of());
    var rows =
        await()
            .atMost(PbxUser.SOON)
            .until(
                () -> json(user.api().get("/audit?object=call:" + call)).get("items"),
                items -> items.size() > 1);
    assertThat(rows.valueStream().map(row -> row.get("operation").asString()))
        .contains("call.originate", "call.hold");
    assertThat(rows.valueStream().map(row -> row.get("outcome").asString())).containsOnly("done");
    assertThat(json(user.api().get("/audit?object=call&outcome=done")).get("items").valueStream())
        .noneMatch(row -> row.get("object").asString().equals("call"));
  }

  @Test
  void theFarEndActsOnTheKeysThatArePressed() {
    var box = user.extension();
    var wanted = Map.of("voicemail", Map.of("enabled", true));
    assertThat(user.api().patch("/extensions/" + box.number(), wanted).statusCode()).isEqualTo(200);
    var message = user.call("PJSIP/" + third.number(), "*98" + box.number()).get("id").asString();
    user.awaitStatus(message, "connected");
    // The first ends the greeting, the second the recording: the mailbox then hangs up by itself.
    await()
        .atMost(PbxUser.SOON)
        .until(
            () -> {
              user.api().post("/calls/" + message + "/dtmf", Map.of("digits", "#"));
              return user.find(message).get("status").asString();
            },
            status -> status.equals("completed"));
  }

  @Test
  void aCallIsHungUpWithACause() {
    refused(422, "bad_value", "hangup", Map.of("cause", 700));
    done("hangup", Map.of("cause", 17));
    var ended = user.awaitEnd(call);
    assertThat(ended.get("status").asString()).isEqualTo("completed");
    assertThat(ended.at("/cause/q850").asInt()).isEqualTo(17);
    refused(409, "call_over", "hold", Map.of());
  }

  @Test
  void graphQlGivesTheSameCommands() {
    assertThat(mutation("holdCall", "").at("/call/held").asBoolean()).isTrue();
    assertThat(mutation("unholdCall", "").at("/call/held").asBoolean()).isFalse();
    assertThat(mutation("muteCall", "").at("/call/muted").asBoolean()).isTrue();
    assertThat(mutation("unmuteCall", "").at("/call/muted").asBoolean()).isFalse();
    mutation("sendDtmf", "digits: \"12#\"");
    var twice = gql("unholdCall", "", "call { id }");
    assertThat(twice.at("/errors/0/extensions/code").asString()).isEqualTo("CONFLICT");
    mutation("transferCall", "exten: \"" + third.number() + "\"");
    awaitTalk(second, third);
    var parked = gql("parkCall", "", "parked");
    assertThat(parked.at("/data/parkCall/parked/space").asString()).isNotEmpty();
    assertThat(mutation("hangUpCall", "cause: 16").get("message").asString()).contains("hung up");
    user.awaitEnd(call);
  }

  private JsonNode mutation(String name, String members) {
    var answer = gql(name, members, "call { id held muted }");
    assertThat(answer.at("/errors").isMissingNode()).describedAs("%s", answer).isTrue();
    return answer.at("/data/" + name);
  }

  private JsonNode gql(String name, String members, String wanted) {
    var query =
        "mutation { %s(input: {id: \"%s\" %s}) { status message %s } }"
            .formatted(name, call, members, wanted);
    return json(user.api().post("/gql", Map.of("query", query)));
  }

  @Test
  void aLegIsRedirected() {
    done("redirect", Map.of("exten", third.number(), "leg", "destination"));
    awaitTalk(second, third);
  }

  private JsonNode done(String command, Map<String, ?> order) {
    var answer = user.api().post("/calls/" + call + "/" + command, order);
    assertThat(answer.statusCode()).describedAs(command + " " + answer.body()).isEqualTo(200);
    return json(answer);
  }

  private void refused(int status, String error, String command, Map<String, ?> order) {
    var answer = user.api().post("/calls/" + call + "/" + command, order);
    assertThat(answer.statusCode()).describedAs(command + " " + answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error").asString()).isEqualTo(error);
  }

  /// Whether who asks in an attended transfer talks to who is asked.
  private boolean asked() {
    return user.find(call)
            .get("legs")
            .valueStream()
            .anyMatch(leg ->
                leg.get("endpoint").asString().equals("PJSIP/" + third.number())
                    && leg.get("state").asString().equals("up"))
        && !bridgeOf(first).isEmpty();
  }

  private void awaitTalk(Account one, Account other) {
    await().atMost(PbxUser.SOON).until(() -> talk(one, other));
  }

  /// Whether Asterisk has their channels in one bridge.
  private boolean talk(Account one, Account other) {
    var bridge = bridgeOf(one);
    return !bridge.isEmpty() && bridge.equals(bridgeOf(other));
  }

  private String bridgeOf(Account account) {
    return bridgesOf("PJSIP/" + account.number()).stream().findFirst().orElse("");
  }

  private List<String> bridgesOf(String endpoint) {
    return ami.channels().stream()
        .filter(channel -> channel.get("Channel", "").startsWith(endpoint))
        .map(channel -> channel.get("BridgeId", ""))
        .toList();
  }

  private String channelOf(Account account) {
    return ami.channels().stream()
        .map(channel -> channel.get("Channel", ""))
        .filter(name -> name.startsWith("PJSIP/" + account.number()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> standing() {
    return user.find(call)
        .get("legs")
        .valueStream()
        .filter(leg -> !leg.get("state").asString().equals("ended"))
        .map(leg -> leg.get("endpoint").asString())
        .toList();
  }

  /// The timeline is written behind the events.
  private void awaitTold(String... types) {
    await().atMost(PbxUser.SOON).untilAsserted(() -> assertThat(timeline()).contains(types));
  }

  private List<String> timeline() {
    return user.find(call)
        .get("timeline")
        .valueStream()
        .map(step -> step.get("type").asString())
        .toList();
  }
}
