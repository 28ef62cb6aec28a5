package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A call that leaves several records and is one conversation.
class ConversationTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account first = user.extension();
  private final Account second = user.extension();
  private final Account third = user.extension();
  private List<SipPhone> phones;

  @BeforeEach
  void register() {
    phones =
        List.of(
            registered(pbx, first, Manner.ANSWERS),
            registered(pbx, second, Manner.ANSWERS),
            registered(pbx, third, Manner.ANSWERS));
  }

  @AfterEach
  void leave() {
    phones.forEach(SipPhone::close);
  }

  @Test
  void aCallThatWasHeldAndTransferredIsOneConversation() {
    var call = user.call("PJSIP/" + first.number(), second.number()).get("id").asString();
    user.awaitStatus(call, "connected");
    done(call, "hold", Map.of());
    done(call, "unhold", Map.of());
    done(call, "transfer", Map.of("type", "attended", "exten", third.number()));
    await().atMost(PbxUser.SOON).until(() -> isUp(call, third));
    done(call, "transfer/complete", Map.of());
    await().atMost(PbxUser.SOON).until(() -> !isUp(call, first));
    user.hangUp(call);
    user.awaitEnd(call);

    var found =
        await()
            .atMost(PbxUser.SOON)
            .until(() -> conversation(call), one -> one.path("transfers").size() == 1);
    assertThat(json(user.api().get("/cdr/conversations?callId=" + call)).get("total").asInt())
        .isEqualTo(1);
    assertThat(found.get("id").asString()).isEqualTo(call);
    assertThat(found.at("/from/number").asString()).isEqualTo(first.number());
    assertThat(found.at("/to/number").asString()).isEqualTo(second.number());
    assertThat(found.get("answeredBy").asString()).isEqualTo(second.number());
    assertThat(found.at("/transfers/0/to").asString()).isEqualTo(third.number());
    assertThat(found.get("disposition").asString()).isEqualTo("ANSWERED");
    assertThat(found.get("talkTime").asLong()).isLessThanOrEqualTo(found.get("duration").asLong());
    assertThat(found.get("legs").size()).isGreaterThan(2);
    assertThat(json(user.api().get("/cdr/calls/" + call))).isEqualTo(found);

    var asked =
        "{ fetchAllConversations(filter: {callId: \"%s\"}) { totalCount conversations"
            + " { id start answeredBy to { number } transfers { at to } legs } } }";
    var answer = json(user.api().post("/gql", Map.of("query", asked.formatted(call))));
    assertThat(answer.at("/data/fetchAllConversations/totalCount").asInt()).isEqualTo(1);
    var same = answer.at("/data/fetchAllConversations/conversations/0");
    for (var member : List.of("id", "start", "answeredBy", "transfers", "legs")) {
      assertThat(same.get(member)).isEqualTo(found.get(member));
    }
  }

  /// The one row that the list has of this call; missing until there is one.
  private JsonNode conversation(String call) {
    return json(user.api().get("/cdr/conversations?callId=" + call)).at("/items/0");
  }

  private boolean isUp(String call, Account account) {
    return user.find(call)
        .get("legs")
        .valueStream()
        .anyMatch(leg ->
            leg.get("endpoint").asString().equals("PJSIP/" + account.number())
                && leg.get("state").asString().equals("up"));
  }

  private void done(String call, String command, Map<String, ?> order) {
    var answer = user.api().post("/calls/" + call + "/" + command, order);
    assertThat(answer.statusCode()).describedAs(command + " " + answer.body()).isEqualTo(200);
  }
}
