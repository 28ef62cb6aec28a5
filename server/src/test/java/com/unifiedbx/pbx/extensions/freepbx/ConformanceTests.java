package com.unifiedbx.pbx.extensions.freepbx;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// FreePBX's operations: names, arguments, envelopes and messages to the letter; not its defects.
class ConformanceTests {

  private static final AtomicInteger NEXT = new AtomicInteger(50_000);

  private final TestCaller caller = TestCaller.with("gql");
  private final String number = String.valueOf(NEXT.addAndGet(20));

  @Test
  void addUpdateFetchAndDeleteHaveTheirMessages() {
    assertMessage(add(number), "addExtension", "Extension has been created Successfully");
    assertRefused(add(number), "This device id is already in use", "CONFLICT");
    assertMessage(
        gql("{ fetchExtension(extensionId: \"%s\") { status message extensionId tech } }"),
        "fetchExtension",
        "Extension found successfully");
    assertMessage(
        gql("mutation { updateExtension(input: {extensionId: \"%s\"}) { status message } }"),
        "updateExtension",
        "Extension has been updated");
    assertMessage(
        gql("mutation { deleteExtension(input: {extensionId: \"%s\"}) { status message } }"),
        "deleteExtension",
        "Extension has been deleted");
    assertRefused(
        gql("{ fetchExtension(extensionId: \"%s\") { status message } }"),
        "Extension does not exists",
        "NOT_FOUND");
    for (var operation : new String[] {"updateExtension", "deleteExtension"}) {
      assertRefused(
          gql("mutation { " + operation + "(input: {extensionId: \"%s\"}) { status } }"),
          "Extension does not exists.",
          "NOT_FOUND");
      assertRefused(
          gql("mutation { " + operation + "(input: {extensionId: \"abc\"}) { status } }"),
          "Please enter only numeric values",
          "BAD_USER_INPUT");
    }
    assertRefused(
        gql(
            "mutation { addExtension(input: {extensionId: \"%s\", name: \"x\", email: \"\", tech:"
                + " \"sip\"}) { status } }"),
        "The existing driver not support this tech(sip) option . Please use pjsip instead",
        "BAD_USER_INPUT");
  }

  @Test
  void listsHaveTheirEnvelopesAndPlaces() {
    add(number);
    var all =
        gql("{ fetchAllExtensions(filter: {prefix: \"%s\"}) { status message totalCount count"
                + " edges { cursor node { id extension { user { name } } } } extensions { id }"
                + " extension { id extensionId user { extension name } coreDevice { deviceId } } } }")
            .at("/data/fetchAllExtensions");
    assertThat(all.get("message").asString()).isEqualTo("Extension's found successfully");
    assertThat(all.get("totalCount").asInt()).isEqualTo(1);
    assertThat(all.at("/edges/0/node/extension/user/name").asString()).isEqualTo("Ann");
    assertThat(all.at("/extension/0/id")).isEqualTo(all.at("/extensions/0/id"));
    assertMessage(
        gql("{ fetchAllValidExtensions(first: 1) { status message } }"),
        "fetchAllValidExtensions",
        "Valid core extensions");
    var users =
        gql("{ allCoreUsers(search: \"%s\") { totalCount coreUser { name } edges { node { extension } } } }")
            .at("/data/allCoreUsers");
    assertThat(users.at("/coreUser/0/name").asString()).isEqualTo("Ann");
    assertThat(users.at("/edges/0/node/extension").asString()).isEqualTo(number);
    var devices =
        gql("{ fetchAllCoreDevices(first: 1, search: \"%s\") { status message totalCount"
                + " coreDevice { deviceId dial user { name } } edges { node { id } } } }")
            .at("/data/fetchAllCoreDevices");
    assertThat(devices.get("message").asString()).isEqualTo("Core Device's found successfully");
    assertThat(devices.at("/coreDevice/0/dial").asString()).isEqualTo("PJSIP/" + number);
  }

  @Test
  void lastAndBeforePageBackwards() {
    for (var i = 0; i < 3; i++) {
      add(String.valueOf(Integer.parseInt(number) + i));
    }
    var query =
        "{ fetchAllExtensions(last: 2, filter: {prefix: \""
            + number.substring(0, 4)
            + "\"}%s)"
            + " { extension { extensionId } pageInfo { startCursor hasPreviousPage hasNextPage } } }";
    var last = json(caller.gql(query.formatted(""))).at("/data/fetchAllExtensions");
    assertThat(last.get("extension").size()).isEqualTo(2);
    assertThat(last.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(last.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    var before = last.at("/pageInfo/startCursor").asString();
    var earlier =
        json(caller.gql(query.formatted(", before: \"" + before + "\"")))
            .at("/data/fetchAllExtensions/extension");
    assertThat(earlier.get(earlier.size() - 1).get("extensionId").asString())
        .isLessThan(last.at("/extension/0/extensionId").asString());
  }

  @Test
  void coreUsersAndDevicesAreTheSidesOfAnExtension() {
    var user =
        gql("mutation { addCoreUser(input: {extension: \"%1$s\", noanswer_cid: \"\", busy_cid: \"\","
                + " chanunavail_cid: \"\", noanswer_dest: \"\", busy_dest: \"app-blackhole,busy,1\","
                + " chanunavail_dest: \"\", name: \"Ann\", ringtimer: 15, voicemail: \"default\"})"
                + " { coreUser { extension name ringtimer busyDestination voicemail } } }")
            .at("/data/addCoreUser/coreUser");
    assertThat(user.get("ringtimer").asInt()).isEqualTo(15);
    assertThat(user.get("busyDestination").asString()).isEqualTo("app-blackhole,busy,1");
    assertThat(user.get("voicemail").asString()).isEqualTo("default");
    var changed =
        gql("mutation { updateCoreUser(input: {extension: \"%s\", callwaiting: \"disabled\"})"
                + " { coreuser { ringtimer callwaiting } } }")
            .at("/data/updateCoreUser/coreuser");
    assertThat(changed.get("ringtimer").asInt()).isEqualTo(15);
    assertThat(changed.get("callwaiting").asBoolean()).isFalse();
    assertMessage(
        gql(
            "mutation { updateCoreDevice(input: {id: \"%s\", emergency_cid: \"911\"}) { status message"
                + " coreDevice { emergencyCid } } }"),
        "updateCoreDevice",
        "Core device has been updated successfully");
    var found = gql("{ fetchCoreDevice(device_id: \"%s\") { id status deviceId emergencyCid } }");
    assertThat(found.at("/data/fetchCoreDevice/emergencyCid").asString()).isEqualTo("911");
    var id = found.at("/data/fetchCoreDevice/id").asString();
    assertThat(
            json(caller.gql("{ fetchCoreDevice(device_id: \"" + id + "\") { deviceId } }"))
                .at("/data/fetchCoreDevice/deviceId")
                .asString())
        .isEqualTo(number);
    assertMessage(
        gql("mutation { deleteCoreDevice(input: {id: \"%s\"}) { status message deletedId } }"),
        "deleteCoreDevice",
        "Core device has been deleted successfully");
    assertRefused(
        gql("{ fetchCoreDevice(device_id: \"%s\") { deviceId } }"),
        "Core device does not exists",
        "NOT_FOUND");
  }

  @Test
  void rangeTellsWhatBecameOfEach() {
    add(number);
    var answer =
        gql(
            "mutation { createRangeofExtension(input: {startExtension: \"%s\", numberOfExtensions:"
                + " \"3\", name: \"Desk\", email: \"\"}) { status message items { extensionId status"
                + " code } } }");
    assertMessage(answer, "createRangeofExtension", "Extension's has been created Successfully");
    var items = answer.at("/data/createRangeofExtension/items");
    assertThat(items.at("/0/code").asString()).isEqualTo("number_taken");
    assertThat(items.at("/2/status").asBoolean()).isTrue();
    var second = String.valueOf(Integer.parseInt(number) + 1);
    assertThat(json(caller.get("/extensions/" + second)).get("name").asString())
        .isEqualTo(second + "  Desk");
    assertRefused(
        gql(
            "mutation { createRangeofExtension(input: {startExtension: \"%s\", numberOfExtensions:"
                + " \"2\", name: \"Desk\", email: \"\"}) { status } }"),
        "No extension was created: " + number + ": This device id is already in use",
        "CONFLICT");
  }

  @Test
  void groupsAndRoutesAreSearchedAndPagedBothWays() {
    var word = "W" + number;
    for (var digit = 1; digit <= 3; digit++) {
      gql(
          "mutation { addRingGroup(input: {groupNumber: \"8%s#\", description: \"W%s\", strategy:"
                  .replace("#", "" + digit)
              + " \"hunt\", extensionList: \"12075551234\"}) { status } addInboundRoute(input:"
              + " {extension: \"7%s#\", description: \"W%s\", destination:".replace("#", "" + digit)
              + " \"app-blackhole,hangup,1\"}) { status } }");
    }
    assertPagedBothWays("fetchAllRingGroups", "ringgroups", "groupNumber", word, "8" + number);
    assertPagedBothWays("allInboundRoutes", "inboundRoutes", "extension", word, "7" + number);
  }

  private void assertPagedBothWays(
      String list, String items, String field, String word, String prefix) {
    var query =
        "{ list: %s(search: \"%s\", %%s) { totalCount items: %s { key: %s } pageInfo { startCursor"
            + " endCursor hasNextPage hasPreviousPage } } }";
    var document = query.formatted(list, word.toLowerCase(Locale.ROOT), items, field);
    var first = page(document, "first: 2");
    assertThat(first.get("totalCount").asInt()).isEqualTo(3);
    assertThat(keys(first)).containsExactly(prefix + "1", prefix + "2");
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    var last = page(document, "last: 2");
    assertThat(keys(last)).containsExactly(prefix + "2", prefix + "3");
    assertThat(last.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(last.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    var start = last.at("/pageInfo/startCursor").asString();
    assertThat(keys(page(document, "last: 2, before: \"" + start + "\"")))
        .containsExactly(prefix + "1");
    var end = first.at("/pageInfo/endCursor").asString();
    assertThat(keys(page(document, "first: 2, after: \"" + end + "\"")))
        .containsExactly(prefix + "3");
    var both = json(caller.gql(document.formatted("first: 1, last: 1")));
    assertThat(both.at("/errors/0/extensions/field").asString()).isEqualTo("last");
  }

  private JsonNode page(String document, String window) {
    var answer = json(caller.gql(document.formatted(window)));
    assertThat(answer.has("errors")).describedAs(answer.toString()).isFalse();
    return answer.at("/data/list");
  }

  private static List<String> keys(JsonNode page) {
    return page.get("items").findValuesAsString("key");
  }

  @Test
  void listsOfChangesAnswerEachItem() {
    add(number);
    var changes =
        gql(
            "mutation { updateExtensions(input: {extensions: [{extensionId: \"%s\", name: \"Bob\"},"
                + " {extensionId: \"%s\", etag: \"1\", name: \"Eve\"}, {extensionId: \"%s\","
                + " ringtimer: 999}]}) { status items { extensionId status message code field } } }");
    var items = changes.at("/data/updateExtensions/items");
    assertThat(items.at("/0/status").asBoolean()).describedAs(changes.toString()).isTrue();
    assertThat(items.at("/1/code").asString()).isEqualTo("stale");
    assertThat(items.at("/2/field").asString()).isEqualTo("ringTimer");
    assertThat(json(caller.get("/extensions/" + number)).get("name").asString()).isEqualTo("Bob");
    assertMessage(
        gql(
            "mutation { updateExtensions(input: {dryRun: true, extensions: [{extensionId: \"%s\", name:"
                + " \"Eve\"}]}) { status message } }"),
        "updateExtensions",
        "Extension has been updated");
    assertThat(json(caller.get("/extensions/" + number)).get("name").asString()).isEqualTo("Bob");
    var ends =
        gql(
            "mutation { deleteExtensions(input: {extensions: [{extensionId: \"%s\"}, {extensionId:"
                + " \"%s\"}]}) { items { status message } } }");
    assertThat(ends.at("/data/deleteExtensions/items/0/status").asBoolean()).isTrue();
    assertThat(ends.at("/data/deleteExtensions/items/1/message").asString())
        .isEqualTo("Extension does not exists.");
    assertThat(caller.get("/extensions/" + number).statusCode()).isEqualTo(404);
  }

  @Test
  void voicemailSettingsHaveTheirMessages() {
    gql(
        "mutation { addExtension(input: {extensionId: \"%s\", name: \"Ann\", email: \"\", vmEnable:"
            + " false}) { status } }");
    assertRefused(
        gql("{ fetchVoiceMail(extensionId: \"%s\") { status } }"),
        "Sorry unable to fetch the status",
        "NOT_FOUND");
    var enable =
        "mutation { enableVoiceMail(input: {extensionId: \"%s\", password: \"4711\", saycid: true})"
            + " { status message } }";
    assertMessage(gql(enable), "enableVoiceMail", "Voicemail has been created successfully");
    assertRefused(gql(enable), "Sorry,voicemail already exists.", "CONFLICT");
    var found =
        gql("{ fetchVoiceMail(extensionId: \"%s\") { status message saycid attach password } }");
    assertMessage(found, "fetchVoiceMail", "Voicemail data found successfully");
    assertThat(found.at("/data/fetchVoiceMail/saycid").asString()).isEqualTo("yes");
    assertThat(found.at("/data/fetchVoiceMail/password").isNull()).isTrue();
    var disable = "mutation { disableVoiceMail(input: {extensionId: \"%s\"}) { status message } }";
    assertMessage(gql(disable), "disableVoiceMail", "Voicemail has been disabled");
    assertRefused(gql(disable), "Sorry,voicemail does not  exists.", "NOT_FOUND");
  }

  @Test
  void applyingChangesIsDoneAtOnce() {
    var reload =
        gql("mutation { doreload(input: {}) { status message transaction_id } }")
            .at("/data/doreload");
    assertThat(reload.get("message").asString())
        .isEqualTo(
            "Doreload/apply config has been initiated. Please check the status using"
                + " fetchApiStatus api with the returned transaction id");
    var query = "{ fetchApiStatus(txnId: \"%s\") { status message } }";
    assertThat(
            json(caller.gql(query.formatted(reload.get("transaction_id").asString())))
                .at("/data/fetchApiStatus/message")
                .asString())
        .isEqualTo("Executed");
    assertRefused(
        json(caller.gql(query.formatted("1"))), "Sorry unable to fetch the status", "NOT_FOUND");
    assertMessage(
        gql("{ fetchNeedReload { status message } }"),
        "fetchNeedReload",
        "Doreload is not required");
    assertMessage(
        gql("{ fetchAsteriskDetails { status message asteriskStatus amiStatus } }"),
        "fetchAsteriskDetails",
        "Asterisk Details");
    assertMessage(
        gql("{ fetchDBStatus { status message dbStatus } }"), "fetchDBStatus", "Database Status");
  }

  @Test
  void restPathsOfClientsInTheWildWork() {
    var made =
        caller.post(
            "/rest/extensions",
            "{\"extension\":\"%s\",\"name\":\"Ann\",\"tech\":\"pjsip\",\"voicemail_enabled\":true}"
                .formatted(number));
    assertThat(made.statusCode()).describedAs(made.body()).isEqualTo(201);
    var changed =
        caller.send(
            "PUT",
            "/rest/extensions/" + number,
            "{\"secret\":\"Good-enough-4711\",\"outbound_cid\":\"5551\"}");
    assertThat(changed.statusCode()).describedAs(changed.body()).isEqualTo(200);
    assertThat(json(changed).get("voicemail_enabled").asBoolean()).isTrue();
    assertThat(json(changed).get("outbound_cid").asString()).isEqualTo("5551");
    assertThat(changed.body()).doesNotContain("Good-enough");
    assertThat(caller.get("/rest/extensions/987654").statusCode()).isEqualTo(404);
    assertThat(
            caller
                .post("/rest/extensions", "{\"extension\":\"" + number + "\",\"name\":\"B\"}")
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void everythingWithAnIdIsFoundByIt() {
    add(number);
    var shown =
        gql("{ fetchExtension(extensionId: \"%s\") { id user { id } coreDevice { id coreDevice {"
                + " deviceId } } } fetchVoiceMail(extensionId: \"%s\") { id } }")
            .get("data");
    var box = shown.at("/fetchVoiceMail/id").asString();
    var user = shown.at("/fetchExtension/user/id").asString();
    var device = shown.at("/fetchExtension/coreDevice/id").asString();
    assertThat(node(shown.at("/fetchExtension/id").asString(), "extension", "extensionId"))
        .isEqualTo(number);
    assertThat(node(user, "coreuser", "name")).isEqualTo("Ann");
    assertThat(node(device, "coredevice", "deviceId")).isEqualTo(number);
    assertThat(shown.at("/fetchExtension/coreDevice/coreDevice/0/deviceId").asString())
        .isEqualTo(number);
    assertThat(node(box, "voiceMail", "context")).isEqualTo("default");
    gql(
        "mutation { enableFollowMe(input: {extensionId: \"%s\"}) { status } addRingGroup(input:"
            + " {groupNumber: \"8%s\", strategy: \"hunt\", extensionList: \"%s\"}) { status }"
            + " addInboundRoute(input: {extension: \"9%s\", destination:"
            + " \"from-did-direct,%s,1\"}) { status } }");
    var others =
        gql("{ fetchFollowMe(extensionId: \"%s\") { id } fetchRingGroup(groupNumber: \"8%s\") { id }"
                + " fetchAdvanceSetting(keyword: \"RINGTIMER\") { id } }")
            .get("data");
    assertThat(node(others.at("/fetchFollowMe/id").asString(), "findmefollow", "extensionId"))
        .isEqualTo(number);
    assertThat(node(others.at("/fetchRingGroup/id").asString(), "ringgroup", "groupList"))
        .isEqualTo(number);
    assertThat(node("9" + number + "/", "did", "extension")).isEqualTo("9" + number);
    assertThat(node(others.at("/fetchAdvanceSetting/id").asString(), "advacesettings", "value"))
        .isEqualTo("25");
    assertThat(node(GlobalId.of("cdr", "1.2"), "cdr", "src")).isEmpty();
    assertThat(node("nonsense", "cdr", "src")).isEmpty();
  }

  /// Its value as text, or nothing when the id names nothing.
  private String node(String id, String type, String field) {
    var answer =
        json(caller.gql("{ node(id: \"%s\") { id ... on %s { %s } } }".formatted(id, type, field)));
    assertThat(answer.has("errors")).describedAs(answer.toString()).isFalse();
    var found = answer.at("/data/node");
    return found.isNull() ? "" : found.get(field).asString();
  }

  @Test
  void aNodeNeedsTheScopeOfWhatItIs() {
    add(number);
    var answer =
        TestCaller.with("cdr:read")
            .gql("{ node(id: \"%s\") { id } }".formatted(GlobalId.of("extension", number)));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("extension:read");
  }

  @Test
  void advancedSettingsAreShownAndNotChanged() {
    var all =
        gql(
            "{ fetchAllAdvanceSettings { status message settings { keyword value name category"
                + " description } edges { node { keyword } } pageInfo { hasNextPage } } }");
    assertMessage(all, "fetchAllAdvanceSettings", "Setting's found successfully");
    assertThat(all.at("/data/fetchAllAdvanceSettings/settings").size()).isGreaterThan(5);
    assertMessage(
        gql("{ fetchAdvanceSetting(keyword: \"ASTSIPDRIVER\") { status message value } }"),
        "fetchAdvanceSetting",
        "Setting's found successfully");
    assertRefused(
        gql("{ fetchAdvanceSetting(keyword: \"NOPE\") { status } }"),
        "Sorry, unable to find settings",
        "NOT_FOUND");
    assertRefused(
        gql(
            "mutation { updateAdvanceSettings(input: {keyword: RINGTIMER, value: \"1\"}) { status } }"),
        "Settings can not be updated. Permission denied",
        "CONFLICT");
  }

  private JsonNode add(String extension) {
    return json(
        caller.gql(
            "mutation { addExtension(input: {extensionId: \"%s\", name: \"Ann\", email: \"\"}) { status message } }"
                .formatted(extension)));
  }

  private JsonNode gql(String document) {
    return json(caller.gql(document.replace("%1$s", number).replace("%s", number)));
  }

  private static void assertMessage(JsonNode answer, String operation, String message) {
    assertThat(answer.has("errors")).describedAs(answer.toString()).isFalse();
    var payload = answer.at("/data/" + operation);
    assertThat(payload.get("status").asBoolean()).describedAs(answer.toString()).isTrue();
    assertThat(payload.get("message").asString()).isEqualTo(message);
  }

  private static void assertRefused(JsonNode answer, String message, String code) {
    var error = answer.at("/errors/0");
    assertThat(error.path("message").asString(""))
        .describedAs(answer.toString())
        .isEqualTo(message);
    assertThat(error.at("/extensions/code").asString()).isEqualTo(code);
  }
}
