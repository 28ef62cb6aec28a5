package com.unifiedbx.pbx.access;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an application can reach whose fence holds the extensions 65XX and the numbers that begin
/// with 1207: of provisioning, routing, groups and voicemail. Call records and calls have tests of
/// their own.
class FenceWireTests {

  private static final String[] SCOPES = {
    "extension:write", "route:write", "voicemail:write", "system:read"
  };
  private final TestCaller all = TestCaller.with(SCOPES);
  private final TestCaller fenced =
      TestCaller.on(
          new Terms(false, new Fence(List.of("65XX"), List.of("1207"), null, null), null), SCOPES);

  private static void assertOutside(HttpResponse<String> answer, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(json(answer).get("error").asString()).isEqualTo("outside_fence");
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
  }

  /// The whole mutation is refused as forbidden.
  private void assertOutside(String mutation) {
    var answer = json(fenced.gql("mutation { " + mutation + " { status } }"));
    assertThat(answer.at("/errors/0/extensions/code").asString())
        .as(mutation + answer)
        .isEqualTo("FORBIDDEN");
    assertThat(answer.at("/errors/0/message").asString()).contains("lies outside");
  }

  private void assertDone(String mutation) {
    var answer = json(fenced.gql("mutation { " + mutation + " { status } }"));
    assertThat(answer.has("errors")).as(mutation + answer).isFalse();
  }

  private static String extension(String number, String more) {
    return "{\"extension\": \"" + number + "\", \"name\": \"Fence\"" + more + "}";
  }

  @Test
  void provisioningEndsAtTheFence() {
    all.delete("/extensions/6501");
    all.delete("/extensions/7501");
    var box = ", \"voicemail\": {\"enabled\": true}";
    assertThat(all.post("/extensions", extension("7501", box)).statusCode()).isEqualTo(201);
    assertOutside(fenced.post("/extensions", extension("7502", "")), "extension");
    assertThat(fenced.post("/extensions", extension("6501", box)).statusCode()).isEqualTo(201);
    assertOutside(fenced.get("/extensions/7501"), "extension");
    assertOutside(fenced.get("/extensions/7501/status"), "extension");
    assertOutside(fenced.send("PATCH", "/extensions/7501", "{\"name\": \"x\"}"), "extension");
    assertOutside(fenced.post("/extensions/7501/secret", ""), "extension");
    assertOutside(fenced.delete("/extensions/7501"), "extension");
    var list = json(fenced.get("/extensions?limit=1000"));
    assertThat(list.get("items").findValuesAsString("extension"))
        .isNotEmpty()
        .allMatch(number -> number.matches("65[0-9][0-9]"));
    assertThat(list.get("total").asInt()).isEqualTo(list.get("items").size());
    assertThat(fenced.get("/extensions.csv").body()).contains("6501").doesNotContain("7501");
    assertThat(fenced.get("/rest/extensions").body()).contains("6501").doesNotContain("7501");
    for (var query :
        List.of(
            "fetchAllExtensions { extension { extensionId } }",
            "allCoreUsers { coreUser { extension } }",
            "fetchAllCoreDevices { coreDevice { deviceId } }")) {
      var answer = fenced.gql("{ " + query + " }").body();
      assertThat(answer).as(query).doesNotContain("errors").doesNotContain("7501");
    }
    var batch = "[" + extension("7503", "") + "," + extension("6503", "") + "]";
    all.delete("/extensions/6503");
    assertThat(fenced.post("/extensions:batch", batch).body()).contains("outside_fence");
    assertThat(all.get("/extensions/7503").statusCode()).isEqualTo(404);
    assertThat(all.get("/extensions/6503").statusCode()).isEqualTo(200);
    voicemail();
  }

  /// Asterisk keeps its messages elsewhere in this test, which only those hear who may ask.
  private void voicemail() {
    for (var path : List.of("", "/messages", "/messages/7501-x", "/greetings/busy")) {
      assertOutside(fenced.get("/voicemail/7501" + path), "mailbox");
    }
    assertOutside(fenced.delete("/voicemail/7501/messages/7501-1-00000001"), "mailbox");
    assertThat(fenced.get("/voicemail/6501/messages").statusCode()).isEqualTo(503);
    var outside = fenced.gql("{ fetchVoicemailBox(mailbox: \"7501\") { newMessages } }");
    assertThat(outside.body()).contains("FORBIDDEN");
    assertOutside("deleteVoicemailMessage(input: {messageId: \"7501-1-00000001\"})");
  }

  @Test
  void callsAreHandedOnToNowhereOutside() {
    all.delete("/extensions/6510");
    fenced.post("/extensions", extension("6510", ""));
    var path = "/extensions/6510";
    assertOutside(
        fenced.send("PATCH", path, "{\"callForward\": {\"all\": \"0900123\"}}"), "callForward.all");
    assertOutside(
        fenced.send("PATCH", path, "{\"destinations\": {\"busy\": \"number:0900123\"}}"),
        "destinations.busy");
    assertOutside(
        fenced.post("/extensions", extension("6511", ", \"callForward\": {\"busy\": \"0900123\"}")),
        "callForward.busy");
    assertOutside(
        "updateFollowMe(input: {extensionId: \"6510\", enabled: true, followMeList: \"0900123\"})");
    var emergency = new Fence(List.of("65XX", "9XX"), List.of("1207"), null, null);
    var fits = TestCaller.on(new Terms(false, emergency, null), "extension:write");
    var forward = "\"callForward\": {\"busy\": \"911\"}";
    assertOutside(fits.post("/extensions", extension("6512", ", " + forward)), "callForward.busy");
    assertOutside(fits.send("PATCH", path, "{" + forward + "}"), "callForward.busy");
    var inside = "{\"callForward\": {\"all\": \"12075551234\", \"busy\": \"6511\"}}";
    all.delete("/extensions/6511");
    assertOutside(fenced.send("PATCH", path, inside), "callForward.busy");
    fenced.post("/extensions", extension("6511", ""));
    var changed = fenced.send("PATCH", path, inside);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertDone(
        "updateFollowMe(input: {extensionId: \"6510\", enabled: true, followMeList: \"6511-12075551234#\"})");
    // What somebody else decided stays, and keeps nobody from another change.
    all.send("PATCH", path, "{\"callForward\": {\"all\": \"0900123\"}}");
    var renamed = fenced.send("PATCH", path, "{\"name\": \"Other\"}");
    assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
    assertThat(json(renamed).at("/callForward/all").asString()).isEqualTo("0900123");
  }

  @Test
  void groupsAndRoutesLeadNowhereOutside() {
    all.gql("mutation { deleteRingGroup(input: {groupNumber: 6590}) { status } }");
    assertOutside(
        "addRingGroup(input: {groupNumber: 6590, strategy: \"ringall\", extensionList: \"0900123\"})");
    assertOutside(
        "addRingGroup(input: {groupNumber: 6590, strategy: \"ringall\", extensionList: \"6501\", postAnswer:"
            + " \"number:0900123\"})");
    assertDone(
        "addRingGroup(input: {groupNumber: 6590, strategy: \"ringall\", extensionList: \"6501-12075551234\"})");
    assertOutside("updateRingGroup(input: {groupNumber: 6590, extensionList: \"6501-7501\"})");
    assertOutside(
        "addInboundRoute(input: {extension: \"498912345\", destination:"
            + " \"from-internal,0900123,1\"})");
    assertDone(
        "addInboundRoute(input: {extension: \"498912346\", destination:"
            + " \"from-internal,12075551234,1\"})");
    assertOutside(
        "updateInboundRoute(input: {extension: \"498912346\", destination:"
            + " \"from-internal,0900123,1\"})");
    assertDone("removeInboundRoute(input: {id: \"498912346/\"})");
    assertDone("deleteRingGroup(input: {groupNumber: 6590})");
  }
}
