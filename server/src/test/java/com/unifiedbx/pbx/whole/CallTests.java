package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// From nothing to a call between two real phones and its record.
class CallTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void twoNewExtensionsTalkAndTheirCallIsOnRecord() {
    var first = byGraphQl("1001", "Alice");
    var second = user.extension("1002", "Bob");
    try (var _ = registered(pbx, first, Manner.ANSWERS);
        var _ = registered(pbx, second, Manner.HANGS_UP)) {
      var id = user.call("PJSIP/1001", "1002").get("id").asString();
      var seen = new LinkedHashSet<String>();
      await()
          .atMost(PbxUser.SOON)
          .pollInterval(Duration.ofMillis(40))
          .until(
              () -> seen.add(user.find(id).get("status").asString()),
              _ -> seen.contains("completed"));
      assertThat(seen).containsSubsequence("ringing", "answered", "connected", "completed");

      var call = user.find(id);
      var times =
          Stream.of("createdAt", "ringingAt", "answeredAt", "connectedAt", "endedAt")
              .map(name -> Instant.parse(call.get(name).asString()))
              .toList();
      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(call.at("/from/number").asString()).isEqualTo("1001");
      assertThat(call.at("/from/name").asString()).isEqualTo("Alice");
      assertThat(call.at("/to/number").asString()).isEqualTo("1002");
      assertThat(call.at("/cause/q850").asInt()).isEqualTo(16);
      assertThat(call.get("failure").isNull()).isTrue();

      var records = user.awaitCdrs(id);
      assertThat(records).hasSize(1);
      var record = records.getFirst();
      assertThat(record.get("src").asString()).isEqualTo("1001");
      assertThat(record.get("dst").asString()).isEqualTo("1002");
      assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED");
      assertThat(record.get("cause").asInt()).isEqualTo(16);
      assertThat(record.get("channel").asString()).startsWith("PJSIP/1001-");
      assertThat(record.get("dstChannel").asString()).startsWith("PJSIP/1002-");
      assertThat(record.get("clid").asString()).isEqualTo("\"Alice\" <1001>");
    }
  }

  private Account byGraphQl(String number, String name) {
    var data =
        user.api()
            .gql(
                "mutation($input: addExtensionInput!) { addExtension(input: $input) { status message } }",
                Map.of(
                    "input",
                    Map.of("extensionId", number, "name", name, "email", "a@example.org")));
    assertThat(data.at("/addExtension/status").asBoolean()).isTrue();
    var reset = user.api().post("/extensions/" + number + "/secret", Map.of());
    return new Account(number, json(reset).get("secret").asString());
  }
}
