package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Names that try to be more than names.
class HostileNameTests {

  private static final String HOSTILE = "a\"b;c,d\\e<f>${SHELL(id)}😀";

  /// A name in a caller id holds no quote, angle bracket or backslash; the rest is as it was.
  private static final String AS_CALLER_ID = "a'b;c,d/e(f)${SHELL(id)}😀";

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void theNameOfAnExtensionIsTextAndNothingElse() {
    var origin = user.extension("3001", HOSTILE);
    assertThat(json(user.api().get("/extensions/3001")).get("name").asString()).isEqualTo(HOSTILE);
    try (var _ = registered(pbx, origin, Manner.HANGS_UP)) {
      var call = user.awaitEnd(user.call("3001", "*43").get("id").asString());
      assertThat(call.get("status").asString()).describedAs(call.toString()).isEqualTo("completed");
      assertThat(call.at("/from/name").asString()).isEqualTo(AS_CALLER_ID);
      var record = user.awaitCdrs(call.get("id").asString()).getFirst();
      assertThat(record.get("clid").asString()).isEqualTo("\"" + AS_CALLER_ID + "\" <3001>");
      assertThat(record.get("src").asString()).isEqualTo("3001");
    }
  }

  @Test
  void aCallerIdIsTextAndNothingElse() {
    var origin = user.extension();
    var name = "a'b;c,d/e(f)$(id)😀=1|2&3";
    try (var _ = registered(pbx, origin, Manner.HANGS_UP)) {
      var request =
          Map.of(
              "channel", origin.number(), "exten", "*43", "callerId", "\"" + name + "\" <5551234>");
      var call = user.awaitEnd(user.call(request).get("id").asString());
      var record = user.awaitCdrs(call.get("id").asString()).getFirst();
      assertThat(record.get("clid").asString()).isEqualTo("\"" + name + "\" <5551234>");
      assertThat(record.get("src").asString()).isEqualTo("5551234");
    }
  }

  @Test
  void aCallerIdThatAsterisksDialplanWouldEvaluateIsRefused() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.HANGS_UP)) {
      var request =
          Map.of("channel", origin.number(), "exten", "*43", "callerId", "\"${X}\" <5551234>");
      var answer = user.api().post("/originate", request);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(json(answer).get("field").asString()).isEqualTo("callerId");
    }
  }
}
