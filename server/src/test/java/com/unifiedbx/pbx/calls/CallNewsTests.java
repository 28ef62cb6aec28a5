package com.unifiedbx.pbx.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.asterisk.OriginateReply;
import com.unifiedbx.pbx.calls.store.TimelineEntry;
import com.unifiedbx.pbx.calls.tracking.Events;
import com.unifiedbx.pbx.kernel.PublicEvent;
import com.unifiedbx.pbx.kernel.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What other rooms are told of calls.
class CallNewsTests {

  private static final TestDatabase DATABASE = TestDatabase.fresh();

  private final TestPbx pbx = TestPbx.emptied(DATABASE);

  @AfterEach
  void stop() {
    pbx.close();
  }

  @Test
  void everyStepIsToldOnceInOrder() {
    var id = pbx.originate().id();
    pbx.tell(new Events(id).connected().hungUp("b", 16, null).hungUp(id, 16, null));
    awaitTypes(
        id, "call.queued", "call.ringing", "call.answered", "call.connected", "call.completed");
    var last = pbx.told.getLast();
    assertThat(last.data()).isEqualTo(pbx.calls.get(id));
    assertThat(last.time()).isEqualTo(pbx.calls.get(id).times().endedAt());
    assertThat(last.extensions()).containsExactly("1001", "1002");
  }

  /// Nothing is left behind of a call that Asterisk does not take, and nobody hears of it.
  @Test
  void aCallThatAsteriskRefusesIsNotTold() {
    pbx.asterisk.reply = new OriginateReply.Refused("Extension does not exist.");
    assertThatThrownBy(pbx::originate).isInstanceOf(RefusedException.class);
    pbx.asterisk.reply = new OriginateReply.Accepted();
    var id = pbx.originate().id();
    await().untilAsserted(() -> assertThat(pbx.told).isNotEmpty());
    assertThat(pbx.told).allSatisfy(news -> assertThat(idOf(news)).isEqualTo(id));
  }

  @Test
  void whatHappensWhileTheDatabaseIsAwayIsToldWhenItIsBack() {
    var jdbc = JdbcClient.create(DATABASE.dataSource());
    var id = pbx.originate().id();
    awaitTypes(id, "call.queued");
    jdbc.sql("ALTER TABLE call RENAME TO call_away").update();
    try {
      pbx.tell(new Events(id).originRings().dialEnd(null, id, "BUSY").hungUp(id, 17, 486));
      pbx.tell(new Events(id).after(900).originated(false, 0));
      await().untilAsserted(() -> assertThat(pbx.store.unwritten(id)).isNotNull());
      assertThat(pbx.store.timeline(id))
          .extracting(TimelineEntry::type)
          .containsExactly("call.queued", "call.ringing", "call.failed");
    } finally {
      jdbc.sql("ALTER TABLE call_away RENAME TO call").update();
    }
    awaitTypes(id, "call.queued", "call.ringing", "call.failed");
  }

  private void awaitTypes(String id, String... types) {
    await().untilAsserted(() -> assertThat(pbx.toldOf(id)).containsExactly(types));
  }

  private static String idOf(PublicEvent news) {
    return ((Call) news.data()).id();
  }
}
