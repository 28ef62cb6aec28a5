package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.calls.store.CallRow;
import com.unifiedbx.pbx.calls.tracking.CallPlan;
import com.unifiedbx.pbx.calls.tracking.Events;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that are valid by default.
public final class TestCalls {

  public static final String ID = "c-01jdcz0000abcdefghjkmnpqrs";

  private TestCalls() {}

  public static CallRow queued(String id, Instant createdAt) {
    return queued(id, createdAt, null);
  }

  public static CallRow queued(String id, Instant createdAt, @Nullable String application) {
    var call =
        new Call(
            id,
            CallStatus.QUEUED,
            Call.Direction.API,
            new Call.From("PJSIP/1001", "1001", "Alice"),
            new Call.To("1002", "from-internal"),
            null,
            null,
            CallTimes.startingAt(createdAt),
            id,
            id,
            CallMarks.NONE,
            Map.of("order", "4711"),
            new Call.By("app-1", "Dialler"),
            List.of());
    return new CallRow(call, new CallPlan(Duration.ofSeconds(30), null, application, false));
  }

  public static TrackedCall tracked(@Nullable String application) {
    var row = queued(ID, Events.START, application);
    return new TrackedCall(row.plan(), row.call());
  }

  static CallsProperties properties() {
    return new CallsProperties(
        List.of("from-internal"),
        List.of("VoiceMail", "Playback", "Echo"),
        false,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(24),
        "pbx-origin",
        "[0-9]{2,8}",
        List.of("parkedcalls", "outbound"),
        Duration.ofHours(24),
        Duration.ofMinutes(5));
  }
}
