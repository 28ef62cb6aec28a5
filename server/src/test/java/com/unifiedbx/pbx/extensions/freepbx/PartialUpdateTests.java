package com.unifiedbx.pbx.extensions.freepbx;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `updateExtension` changes exactly what it names, whatever that is: FreePBX's wipes the rest.
class PartialUpdateTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NUMBER = "53001";
  private static final int ROUNDS = 60;

  /// @param read where its value is read again, below `fetchExtension`; empty for nowhere
  /// @param values two of them, as GraphQL and JSON write them alike
  /// @param columns those that it may change
  private record Field(String name, String read, List<String> values, Set<String> columns) {

    static Field text(String name, String read, String one, String other, String... columns) {
      return new Field(name, read, List.of('"' + one + '"', '"' + other + '"'), Set.of(columns));
    }

    static Field plain(String name, String read, String one, String other, String column) {
      return new Field(name, read, List.of(one, other), Set.of(column));
    }

    static Field without(String name, String one, String other) {
      return new Field(name, "", List.of(one, other), Set.of());
    }
  }

  private static final List<Field> FIELDS =
      List.of(
          Field.text("name", "user/name", "Ann", "Bob \\\\ ${X}; né", "name", "search"),
          Field.text("email", "email", "a@example.org", "", "email", "search"),
          Field.text("callerID", "callerID", "4711", "Desk <12>", "caller_id"),
          Field.text("outboundCid", "user/outboundCid", "12075550001", "", "outbound_cid"),
          Field.text("emergencyCid", "coreDevice/emergencyCid", "12075550002", "", "emergency_cid"),
          Field.text("maxContacts", "maxContacts", "3", "4", "max_contacts"),
          Field.plain("ringtimer", "user/ringtimer", "11", "12", "ring_seconds"),
          Field.plain("callwaiting", "user/callwaiting", "false", "true", "call_waiting"),
          Field.plain("donotdisturb", "user/donotdisturb", "true", "false", "do_not_disturb"),
          Field.text("callforward_all", "user/callforward_all", "1009", "", "forward_all"),
          Field.text("callforward_busy", "user/callforward_busy", "1008", "", "forward_busy"),
          Field.text(
              "callforward_unconditional",
              "user/callforward_unconditional",
              "1007",
              "",
              "forward_no_answer"),
          Field.text(
              "busyDestination",
              "user/busyDestination",
              "app-blackhole,busy,1",
              "",
              "busy_destination"),
          Field.text(
              "noanswerDestination",
              "user/noanswerDestination",
              "from-did-direct,1006,1",
              "",
              "no_answer_destination"),
          Field.text(
              "chanunavailDestination",
              "user/chanunavailDestination",
              "ext-local,vmu1005,1",
              "",
              "unavailable_destination"),
          Field.text("mohclass", "user/mohclass", "none", "default", "music_class"),
          Field.text(
              "recording_in_external",
              "user/recording_in_external",
              "force",
              "never",
              "record_in_external"),
          Field.text(
              "recording_out_external",
              "user/recording_out_external",
              "yes",
              "no",
              "record_out_external"),
          Field.text(
              "recording_in_internal",
              "user/recording_in_internal",
              "never",
              "dontcare",
              "record_in_internal"),
          Field.text(
              "recording_out_internal",
              "user/recording_out_internal",
              "no",
              "force",
              "record_out_internal"),
          Field.text(
              "recording_ondemand",
              "user/recording_ondemand",
              "enabled",
              "disabled",
              "record_on_demand"),
          Field.plain("recording_priority", "user/recording_priority", "3", "4", "record_priority"),
          Field.plain("codecs", "codecs", "[\"alaw\"]", "[\"g722\",\"ulaw\"]", "codecs"),
          Field.text("dtmfMode", "dtmfMode", "info", "rfc4733", "dtmf_mode"),
          Field.text("profile", "profile", "lan", "nat", "profile"),
          Field.text("language", "language", "de_DE", "en", "language"),
          Field.text("timeZone", "timeZone", "Europe/Berlin", "", "time_zone"),
          Field.plain("callGroups", "callGroups", "[\"sales\"]", "[]", "call_groups"),
          Field.plain("pickupGroups", "pickupGroups", "[]", "[\"1\",\"2\"]", "pickup_groups"),
          Field.plain("vmEnable", "vmEnable", "false", "true", "box"),
          new Field("vmPassword", "", List.of("\"471147\"", "\"815815\""), Set.of("box.pin")),
          new Field(
              "extPassword",
              "",
              List.of("\"Correct-horse-1\"", "\"Battery-staple-2\""),
              Set.of("digest_md5", "digest_sha256")),
          Field.without("tech", "\"pjsip\"", "\"\""),
          Field.without("channelName", "\"PJSIP/53001\"", "\"x\""),
          Field.without("umEnable", "true", "false"),
          Field.without("umGroups", "\"1\"", "\"2\""),
          Field.without("umPassword", "\"x\"", "\"y\""),
          Field.without("clientMutationId", "\"a\"", "\"b\""));

  private final TestServer server = TestServer.shared();
  private final TestCaller caller = TestCaller.with("extension:write");

  @Test
  void anySubsetOfFieldsChangesExactlyItself() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    // The first of its values is none that a new extension has.
    var turns = new HashMap<String, Integer>();
    FIELDS.forEach(field -> turns.put(field.name(), 1));
    caller.delete("/extensions/" + NUMBER);
    ok(
        "mutation { addExtension(input: {extensionId: %s, name: \"First\", email: \"f@example.org\"})"
            .formatted(NUMBER));
    for (var round = 0; round < ROUNDS; round++) {
      var chance = random.nextDouble();
      var named = FIELDS.stream().filter(field -> random.nextDouble() < chance).toList();
      var values = new HashMap<String, String>();
      for (var field : named) {
        values.put(
            field.name(), field.values().get(turns.merge(field.name(), 1, Integer::sum) % 2));
      }
      var before = row();
      ok(update(values));
      var as = "seed %d, round %d, %s".formatted(seed, round, values);
      assertThat(changed(before, row())).describedAs(as).isEqualTo(expected(named, values, before));
      var shown = shown();
      for (var field : named) {
        if (!field.read().isEmpty()) {
          assertThat(shown.at("/" + field.read()).toString())
              .describedAs(field.name() + ", " + as)
              .isEqualTo(values.get(field.name()));
        }
      }
    }
  }

  @Test
  void aRefusedUpdateChangesNothing() {
    ok("mutation { addExtension(input: {extensionId: 53002, name: \"Ann\", email: \"\"})");
    for (var bad :
        List.of(
            "extPassword: \"53002\"",
            "vmPassword: \"1234\"",
            "ringtimer: 999",
            "email: \"none\"",
            "maxContacts: \"0\"",
            "tech: \"sip\"",
            "etag: \"0\"")) {
      var before = row("53002");
      var answer =
          caller.gql(
              "mutation { updateExtension(input: {extensionId: 53002, name: \"Eve\", "
                  + bad
                  + "}) { status } }");
      assertThat(json(answer).has("errors")).describedAs(bad + answer.body()).isTrue();
      assertThat(row("53002")).describedAs(bad).isEqualTo(before);
    }
  }

  private void ok(String mutation) {
    var answer = caller.gql(mutation + " { status } }");
    assertThat(json(answer).has("errors")).describedAs(mutation + answer.body()).isFalse();
  }

  private static String update(Map<String, String> values) {
    var members = new ArrayList<String>();
    values.forEach((name, value) -> members.add(name + ": " + value));
    return "mutation { updateExtension(input: {extensionId: %s, %s})"
        .formatted(NUMBER, String.join(", ", members));
  }

  /// All that may differ, a box counting as one when it comes or goes.
  private static Set<String> expected(
      List<Field> named, Map<String, String> values, JsonNode before) {
    var expected = new TreeSet<String>();
    named.forEach(field -> expected.addAll(field.columns()));
    var hadBox = !before.get("box").isNull();
    var hasBox = values.containsKey("vmEnable") ? values.get("vmEnable").equals("true") : hadBox;
    if (hadBox == hasBox) {
      expected.remove("box");
    }
    if (!hadBox || !hasBox) {
      expected.remove("box.pin");
    }
    return expected;
  }

  private static Set<String> changed(JsonNode before, JsonNode after) {
    var changed = new TreeSet<String>();
    for (var column : after.properties()) {
      var old = before.get(column.getKey());
      var now = column.getValue();
      if (!column.getKey().equals("box")) {
        if (!now.equals(old)) {
          changed.add(column.getKey());
        }
      } else if (now.isNull() != old.isNull()) {
        changed.add("box");
      } else {
        for (var member : now.properties()) {
          if (!member.getValue().equals(old.get(member.getKey()))) {
            changed.add("box." + member.getKey());
          }
        }
      }
    }
    return changed;
  }

  private JsonNode row() {
    return row(NUMBER);
  }

  private JsonNode row(String number) {
    return JSON.readTree(
        server
            .bean(JdbcClient.class)
            .sql(
                """
                select (to_jsonb(e) - 'updated_at' - 'version')
                       || jsonb_build_object('box', (select to_jsonb(b) from pbx.voicemail_box b
                                                      where b.number = e.number))
                  from pbx.extension e where number = ?
                """)
            .param(number)
            .query(String.class)
            .single());
  }

  private JsonNode shown() {
    return json(caller.gql(
            """
            { fetchExtension(extensionId: %s) { email callerID maxContacts vmEnable codecs dtmfMode profile
              language timeZone callGroups pickupGroups coreDevice { emergencyCid }
              user { name outboundCid ringtimer callwaiting donotdisturb callforward_all
                callforward_busy callforward_unconditional busyDestination noanswerDestination
                chanunavailDestination mohclass recording_in_external recording_out_external
                recording_in_internal recording_out_internal recording_ondemand recording_priority } } }
            """
                .formatted(NUMBER)))
        .at("/data/fetchExtension");
  }
}
