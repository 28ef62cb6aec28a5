package com.unifiedbx.pbx.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What memory holds for all readers.
class RecentEventsTests {

  private final RecentEvents recent = new RecentEvents();

  private void add(long id, String data) {
    recent.add(List.of(new LoggedEvent(id, "call.queued", TestEvent.TIME, Set.of(), data)));
  }

  @Test
  void memoryHoldsTheNewestUpToALimitOfBytes() {
    var large = "\"" + "x".repeat(100_000) + "\"";
    for (int id = 1; id <= 500; id++) {
      add(id, large);
    }
    assertThat(recent.after(0, 10)).isNull();
    assertThat(recent.head()).isEqualTo(500);
    assertThat(recent.contains(400)).isFalse();
    assertThat(recent.contains(450)).isTrue();
  }

  @Test
  void memoryHoldsTheNewestUpToALimitOfNumber() {
    for (int id = 1; id <= 5_000; id++) {
      add(id, "1");
    }
    assertThat(recent.after(2_900, 10)).isNull();
    assertThat(recent.after(4_000, 10))
        .extracting(LoggedEvent::position)
        .containsExactly(4001L, 4002L, 4003L, 4004L, 4005L, 4006L, 4007L, 4008L, 4009L, 4010L);
    assertThat(recent.after(5_000, 10)).isEmpty();
  }
}
