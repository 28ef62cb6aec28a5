package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.dialling;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Parts die while calls of all kinds are under way. Afterwards none is live that is over, and each
/// end was told once.
class ChaosTests {

  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final List<String> all = new ArrayList<>();

  @Test
  void whateverDiesNoCallStaysLiveForEverAndEachEndIsToldOnce() {
    var caller = user.extension();
    var other = user.extension();
    var called = user.extension();
    try (var link = new CutLink(pbx.ami().port());
        var ami = Ami.of(pbx);
        var _ = registered(pbx, called, Manner.ANSWERS);
        var _ = registered(pbx, other, Manner.ANSWERS)) {
      pbx.stopApi();
      pbx.startApi(Map.of("pbx.asterisk.port", link.port()));
      try {
        linkIsCut(link, ami, caller, other, called);
        asteriskIsKilled(caller, other, called);
        applicationStops(ami, caller, other, called);
      } finally {
        pbx.stopApi();
        pbx.startApi();
      }
      awaitHealth(200);
      await()
          .atMost(BACK)
          .untilAsserted(() -> {
            for (var id : all) {
              assertThat(pbx.countEnds(id)).describedAs(id).isEqualTo(1);
            }
          });
      assertThat(user.api().get("/calls?status=live&limit=1000").body()).doesNotContain(all);
    }
  }

  /// One call of each kind ends in the dark and one goes on; both are told as they are.
  private void linkIsCut(CutLink link, Ami ami, Account caller, Account other, Account called) {
    try (var _ = dialling(pbx, caller, called.number(), LONG)) {
      var placed = callFrom(caller);
      var ours = talk(other, called);
      link.cut();
      awaitHealth(503);
      hangUp(ami, placed);
      link.mend();
      awaitHealth(200);
      assertThat(user.awaitEnd(placed).get("failure").asString()).isEqualTo("lost");
      assertThat(user.find(ours).get("status").asString()).isEqualTo("connected");
      link.cut();
      awaitHealth(503);
      hangUp(ami, ours);
      link.mend();
      awaitHealth(200);
      assertThat(user.awaitEnd(ours).get("failure").asString()).isEqualTo("lost");
    }
  }

  private void asteriskIsKilled(Account caller, Account other, Account called) {
    try (var _ = dialling(pbx, caller, called.number(), LONG)) {
      var placed = callFrom(caller);
      var ours = talk(other, called);
      pbx.process("asterisk").destroyForcibly();
      awaitHealth(503);
      awaitHealth(200);
      assertThat(user.awaitEnd(placed).get("failure").asString()).isEqualTo("lost");
      assertThat(user.awaitEnd(ours).get("failure").asString()).isEqualTo("lost");
    }
  }

  private void applicationStops(Ami ami, Account caller, Account other, Account called) {
    try (var _ = dialling(pbx, caller, called.number(), LONG)) {
      var placed = callFrom(caller);
      var ours = talk(other, called);
      pbx.stopApi();
      hangUp(ami, placed);
      pbx.startApi();
      awaitHealth(200);
      assertThat(user.awaitEnd(placed).get("failure").asString()).isEqualTo("lost");
      assertThat(user.find(ours).get("status").asString()).isEqualTo("connected");
      user.hangUp(ours);
      assertThat(user.awaitEnd(ours).get("status").asString()).isEqualTo("completed");
    }
  }

  private static void hangUp(Ami ami, String id) {
    ami.send(AmiAction.of("Hangup").with("Channel", id));
    await().atMost(PbxUser.SOON).until(() -> ami.channels(id).isEmpty());
  }

  private String talk(Account from, Account to) {
    var id = user.call("PJSIP/" + from.number(), to.number()).get("id").asString();
    all.add(id);
    user.awaitStatus(id, "connected");
    return id;
  }

  /// The call that a phone has just dialled, once both talk.
  private String callFrom(Account caller) {
    var id =
        await()
            .atMost(PbxUser.SOON)
            .until(
                () ->
                    json(user.api().get("/calls?status=live&limit=1000"))
                        .get("items")
                        .valueStream()
                        .filter(call -> call.at("/from/number").asString().equals(caller.number()))
                        .map(call -> call.get("id").asString())
                        .findFirst()
                        .orElse(null),
                Objects::nonNull);
    all.add(id);
    user.awaitStatus(id, "connected");
    return id;
  }

  private void awaitHealth(int status) {
    await()
        .atMost(BACK)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> user.api().get("/health").statusCode() == status);
  }
}
