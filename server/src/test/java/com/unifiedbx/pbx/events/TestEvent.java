package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// An event of a room that is not there.
record TestEvent(String type, Object data, Set<String> extensions) implements PublicEvent {

  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006Z");

  static TestEvent of(String type, Object mark) {
    return new TestEvent(type, Map.of("mark", mark), Set.of());
  }

  @Override
  public Instant time() {
    return TIME;
  }
}
