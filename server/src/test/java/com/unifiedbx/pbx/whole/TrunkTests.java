package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls to and from the outside world.
class TrunkTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void anOutsideNumberIsReachedThroughTheCarrier() {
    var origin = user.extension();
    try (var _ = registered(pbx, origin, Manner.ANSWERS);
        var carrier = SipPhone.carrier(pbx, Manner.HANGS_UP)) {
      trunk("carrier", carrier.address(), carrier.port());
      var rehearsed =
          user.api()
              .post(
                  "/originate",
                  Map.of("channel", origin.number(), "exten", "2075551234", "dryRun", true));
      assertThat(json(rehearsed).get("route").toString())
          .isEqualTo(
              "{\"context\":\"outbound\",\"number\":\"12075551234\",\"trunk\":\"trunk-carrier\"}");
      var id = user.call("PJSIP/" + origin.number(), "12075551234").get("id").asString();
      user.awaitStatus(id, "connected");
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
      assertThat(user.awaitCdrs(id))
          .singleElement()
          .satisfies(record -> {
            assertThat(record.get("dst").asString()).isEqualTo("12075551234");
            assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED");
            assertThat(record.get("dstChannel").asString()).startsWith("PJSIP/trunk-carrier-");
          });
    }
  }

  @Test
  void aCallFromOutsideReachesAnExtensionWhateverTheCallerIsCalled() {
    var called = user.extension();
    var outside = SipPhone.freeAddress();
    trunk("outside", outside, 5060);
    populateIdentifies();
    try (var _ = registered(pbx, called, Manner.HANGS_UP);
        var _ = SipPhone.calling(pbx, outside, called.number())) {
      var record =
          await().atMost(PbxUser.SOON).until(() -> recordOf(called.number()), r -> r != null);
      assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED");
      assertThat(record.get("src").asString()).isEqualTo("12075550000");
      // Asterisk keeps the caller's own escape of the quote, and escapes both once more.
      assertThat(record.get("clid").asString())
          .isEqualTo("\"a\\\\\\\"b;c,d<f>${SHELL(id)}😀\" <12075550000>");
    }
  }

  @AfterEach
  void endTheTrunk() {
    pbx.sql("DELETE FROM pbx.trunk");
  }

  private @Nullable JsonNode recordOf(String dst) {
    var items = json(user.api().get("/cdr?direction=inbound&dst=" + dst)).get("items");
    return items.isEmpty() ? null : items.get(0);
  }

  /// The only trunk until the test ends, since calls go out over the oldest.
  private void trunk(String name, String host, int port) {
    pbx.sql("INSERT INTO pbx.trunk (name, host, port) VALUES (?, ?, ?)", name, host, port);
  }

  private void populateIdentifies() {
    try (var ami = Ami.of(pbx)) {
      var populate = AmiAction.of("SorceryMemoryCachePopulate").with("Cache", "res_pjsip/identify");
      assertThat(ami.send(populate)).isInstanceOf(AmiReply.Success.class);
    }
  }
}
