package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.calls.CallStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table `call_timeline`: what happened to a call, each step once.
class TimelineRepository {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Set<String> ENDS =
      Arrays.stream(CallStatus.values())
          .filter(CallStatus::isTerminal)
          .map(status -> "call." + status.text())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> STATUSES =
      Arrays.stream(CallStatus.values())
          .map(status -> "call." + status.text())
          .collect(Collectors.toUnmodifiableSet());

  private final JdbcClient jdbc;

  TimelineRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when this step is known already: another server saw it, or this one before a restart.
  boolean add(String type, CallChange change) {
    return jdbc.sql(
                """
                INSERT INTO call_timeline (call_id, step, at, type, detail)
                VALUES (:call, :step, :at, :type, :detail::jsonb)
                ON CONFLICT (call_id, step) DO NOTHING
                """)
            .param("call", change.call().id())
            .param("step", step(type, change))
            .param("at", change.at().atOffset(ZoneOffset.UTC))
            .param("type", type)
            .param("detail", JSON.writeValueAsString(change.detail()))
            .update()
        == 1;
  }

  /// What makes a step the same: a status is reached once, and of the ends there is one; anything
  /// else happens at a moment.
  private static String step(String type, CallChange change) {
    if (ENDS.contains(type)) {
      return "end";
    }
    return STATUSES.contains(type) ? type : type + " " + change.at().toEpochMilli();
  }

  /// The steps of a call in the order in which they were taken: those that are stored, and after
  /// them those of `waiting` that are not stored yet.
  List<TimelineEntry> list(String callId, List<CallChange> waiting) {
    var steps = new LinkedHashMap<String, TimelineEntry>();
    jdbc.sql("SELECT step, type, at, detail FROM call_timeline WHERE call_id = :call ORDER BY seq")
        .param("call", callId)
        .query((ResultSet rs) -> {
          steps.put(rs.getString("step"), entry(rs));
        });
    for (var change : waiting) {
      var type = change.type();
      if (type != null) {
        steps.putIfAbsent(
            step(type, change), new TimelineEntry(type, change.at(), change.detail()));
      }
    }
    return List.copyOf(steps.values());
  }

  private static TimelineEntry entry(ResultSet rs) throws SQLException {
    return new TimelineEntry(
        rs.getString("type"),
        rs.getObject("at", OffsetDateTime.class).toInstant(),
        JSON.readValue(rs.getString("detail"), new TypeReference<Map<String, String>>() {}));
  }
}
