package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.pbx.voicemail.spool.TestBox;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Messages left by real calls with real sound, heard and changed by the API.
class VoicemailTests {

  private static final String HOSTILE = "a]b=c;d'e,f";

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final PbxClient api = PbxClient.with(pbx, "voicemail:write", "extension:write");

  @Test
  void aMessageLeftByACallIsHeardMovedForwardedAndDeletedAndTheLampFollows() throws IOException {
    var owner = box("2501", "Owner");
    var other = box("2502", "Other");
    var caller = user.extension("2503", HOSTILE);
    assertThat(api.put(of("2501") + "/greetings/busy", TestBox.tone(600, 0.1)).statusCode())
        .isEqualTo(204);
    try (var phone = registered(pbx, owner, Manner.LAMP);
        var otherPhone = registered(pbx, other, Manner.LAMP);
        var _ = registered(pbx, caller, Manner.PLAYS)) {
      user.awaitEnd(user.call("2503", "2501").get("id").asString());
      var message = await().atMost(PbxUser.SOON).until(() -> only("2501"), m -> m != null);
      assertThat(message.get("folder").asString()).isEqualTo("INBOX");
      assertThat(message.get("read").asBoolean()).isFalse();
      assertThat(message.get("callerId").asString()).isEqualTo("\"" + HOSTILE + "\" <2503>");
      awaitLamp(phone, "1/0");
      var id = message.get("id").asString();
      assertHeard("2501", id);
      assertRanges("2501", id, message.get("size").asInt());

      var read = api.patch(of("2501") + "/messages/" + id, Map.of("read", true));
      assertThat(json(read).get("folder").asString()).isEqualTo("Old");
      awaitLamp(phone, "0/1");
      assertHeard("2501", id);

      var forward = Map.of("mailbox", "2502");
      var copy = api.post(of("2501") + "/messages/" + id + "/forward", forward);
      assertThat(copy.statusCode()).describedAs(copy.body()).isEqualTo(201);
      var copied = json(copy).get("id").asString();
      assertThat(copied).isNotEqualTo(id);
      assertHeard("2502", copied);
      awaitLamp(otherPhone, "1/0");

      var gone = of("2501") + "/messages/" + id;
      assertThat(api.delete(gone).statusCode()).isEqualTo(204);
      awaitLamp(phone, "0/0");
      assertThat(api.delete(gone).statusCode()).isEqualTo(404);
      assertThat(api.patch(gone, Map.of("folder", "Work")).statusCode()).isEqualTo(404);
      assertThat(only("2502")).isNotNull();
    }
    assertThat(api.delete("/extensions/2502").statusCode()).isEqualTo(204);
    var next = box("2502", "Next");
    assertThat(only("2502")).isNull();
    try (var phone = registered(pbx, next, Manner.LAMP)) {
      awaitLamp(phone, "0/0");
      assertThat(phone.noted()).doesNotContain("Voice-Message: 1/0");
    }
  }

  /// Asterisk itself removes a message and gives its number to the next while another is fetched.
  @Test
  void renumberingDuringADownloadDeliversNoOtherMessage() throws IOException {
    box("2504", "Large");
    var wanted = TestBox.tone(700, 240);
    plant("2504", 0, "1795400001-00000001", TestBox.tone(500, 1));
    plant("2504", 1, "1795400002-00000002", wanted);
    plant("2504", 2, "1795400003-00000003", TestBox.tone(900, 240));
    var answer = api.stream(of("2504") + "/messages/2504-1795400002-00000002/audio");
    try (var body = answer.body();
        var ami = Ami.of(pbx)) {
      var first = body.readNBytes(1000);
      var removed =
          ami.send(
              AmiAction.of("VoicemailRemove")
                  .with("Context", "default")
                  .with("Mailbox", "2504")
                  .with("Folder", "INBOX")
                  .with("ID", "1795400001-00000001"));
      assertThat(removed).isInstanceOf(AmiReply.Success.class);
      assertThat(pbx.spool("2504").resolve("INBOX/msg0002.txt")).doesNotExist();
      var rest = body.readAllBytes();
      assertThat(first.length + rest.length).isEqualTo(wanted.length);
      assertThat(first).isEqualTo(Arrays.copyOf(wanted, 1000));
      assertThat(rest).isEqualTo(Arrays.copyOfRange(wanted, 1000, wanted.length));
    }
    var again = api.stream(of("2504") + "/messages/2504-1795400002-00000002/audio");
    assertThat(again.body().readAllBytes()).isEqualTo(wanted);
  }

  @Test
  void pagesFoldersAndBatches() {
    box("2505", "Lists");
    for (var i = 0; i < 5; i++) {
      plant("2505", i, "179540000" + i + "-0000000a", TestBox.tone(500, 0.1));
    }
    var first = json(api.get(of("2505") + "/messages?limit=2"));
    assertThat(first.get("total").asInt()).isEqualTo(5);
    assertThat(ids(first)).containsExactly("2505-1795400004-0000000a", "2505-1795400003-0000000a");
    var next = first.get("nextCursor").asString();
    var order =
        Map.of(
            "action",
            "read",
            "ids",
            List.of("2505-1795400004-0000000a", "2505-1795400001-0000000a", "2505-1-0000000b"));
    var items = json(api.post(of("2505") + "/messages:batch", order)).get("items");
    assertThat(items.get(0).get("status").asInt()).isEqualTo(200);
    assertThat(items.get(1).at("/message/folder").asString()).isEqualTo("Old");
    assertThat(items.get(2).get("status").asInt()).isEqualTo(404);
    assertThat(items.get(2).at("/error/error").asString()).isEqualTo("not_found");
    var rest = json(api.get(of("2505") + "/messages?limit=3&cursor=" + next));
    assertThat(ids(rest))
        .containsExactly(
            "2505-1795400002-0000000a", "2505-1795400001-0000000a", "2505-1795400000-0000000a");
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(json(api.get(of("2505") + "/messages?folder=Old")).get("total").asInt())
        .isEqualTo(2);
    assertThat(api.get(of("2505") + "/messages?folder=..%2F2501").statusCode()).isEqualTo(422);
    var box = json(api.get(of("2505")));
    assertThat(box.get("new").asInt()).isEqualTo(3);
    assertThat(box.get("old").asInt()).isEqualTo(2);
  }

  @Test
  void graphQlDoesTheSame() {
    box("2506", "Graph");
    plant("2506", 0, "1795400001-00000001", TestBox.tone(500, 0.1));
    var list =
        api.gql(
            """
            { fetchAllVoicemailMessages(mailbox: "2506", folder: "INBOX") {
                totalCount pageInfo { hasNextPage } voicemailMessage { messageId folder read } }
              fetchVoicemailBox(mailbox: "2506") { newMessages totalMessages } }
            """,
            Map.of());
    assertThat(list.at("/fetchAllVoicemailMessages/totalCount").asInt()).isEqualTo(1);
    assertThat(list.at("/fetchVoicemailBox/newMessages").asInt()).isEqualTo(1);
    var moved =
        api.gql(
            """
            mutation($input: updateVoicemailMessageInput!) { updateVoicemailMessage(input: $input) {
              status message voicemailMessage { folder } clientMutationId } }
            """,
            Map.of(
                "input",
                Map.of(
                    "messageId", "2506-1795400001-00000001",
                    "folder", "Work",
                    "clientMutationId", "x")));
    assertThat(moved.at("/updateVoicemailMessage/status").asBoolean()).isTrue();
    assertThat(moved.at("/updateVoicemailMessage/voicemailMessage/folder").asString())
        .isEqualTo("Work");
    var gone =
        api.gql(
            """
            mutation { deleteVoicemailMessage(input: {messageId: "2506-1795400001-00000001"}) {
              status message } }
            """,
            Map.of());
    assertThat(gone.at("/deleteVoicemailMessage/message").asString())
        .isEqualTo("Voicemail message has been deleted");
    assertThat(only("2506")).isNull();
  }

  @Test
  void greetingsAreExchangedAndRemoved() throws IOException {
    box("2507", "Greeted");
    var place = of("2507") + "/greetings/unavail";
    assertThat(api.get(place).statusCode()).isEqualTo(404);
    var tone = TestBox.tone(440, 0.5);
    assertThat(api.put(place, tone).statusCode()).isEqualTo(204);
    assertThat(api.stream(place).body().readAllBytes()).isEqualTo(tone);
    assertThat(json(api.get(of("2507"))).at("/greetings/0").asString()).isEqualTo("unavail");
    var refused = api.put(place, new byte[] {1, 2, 3});
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).get("error").asString()).isEqualTo("bad_audio");
    assertThat(api.delete(place).statusCode()).isEqualTo(204);
    assertThat(api.delete(place).statusCode()).isEqualTo(404);
    assertThat(api.delete(of("2507") + "/greetings/..%2Fx").statusCode()).isIn(400, 404);
  }

  private void assertHeard(String mailbox, String id) throws IOException {
    var answer = api.stream(of(mailbox) + "/messages/" + id + "/audio");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/wav");
    var heard = TestTone.hear(answer.body().readAllBytes(), 440);
    assertThat(heard.seconds()).isBetween(2.0, 6.0);
    assertThat(heard.rms()).isGreaterThan(3000);
    assertThat(heard.purity()).isGreaterThan(0.7);
  }

  private void assertRanges(String mailbox, String id, int size) throws IOException {
    var path = of(mailbox) + "/messages/" + id + "/audio";
    var whole = api.stream(path);
    var etag = whole.headers().firstValue("ETag").orElseThrow();
    var all = whole.body().readAllBytes();
    assertThat(all).hasSize(size);
    var part = api.stream(path, "Range", "bytes=100-199", "If-Range", etag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/" + size);
    assertThat(part.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(all, 100, 200));
    assertThat(api.stream(path, "Range", "bytes=" + size + "-").statusCode()).isEqualTo(416);
    assertThat(api.stream(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(api.stream(path, "Range", "bytes=0-9", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
  }

  /// What the phone was told last; it may be told before it has noted that it is registered.
  private static void awaitLamp(SipPhone phone, String shown) {
    await()
        .atMost(PbxUser.SOON)
        .untilAsserted(() ->
            assertThat(phone.noted())
                .filteredOn(line -> line.startsWith("Voice-Message"))
                .last()
                .isEqualTo("Voice-Message: " + shown));
  }

  private Account box(String number, String name) {
    var made =
        api.post(
            "/extensions",
            Map.of("extension", number, "name", name, "voicemail", Map.of("enabled", true)));
    assertThat(made.statusCode()).describedAs(made.body()).isEqualTo(201);
    return new Account(number, json(made).get("secret").asString());
  }

  private @Nullable JsonNode only(String mailbox) {
    var items = json(api.get(of(mailbox) + "/messages")).get("items");
    assertThat(items.size()).isLessThan(2);
    return items.isEmpty() ? null : items.get(0);
  }

  private void plant(String mailbox, int number, String msgId, byte[] wav) {
    new TestBox(pbx.spool(mailbox)).plant("INBOX", number, msgId, wav);
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").values().stream().map(item -> item.get("id").asString()).toList();
  }

  private static String of(String mailbox) {
    return "/voicemail/" + mailbox;
  }
}
