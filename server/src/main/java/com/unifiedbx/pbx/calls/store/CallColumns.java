package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallLeg;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.CallStatus;
import com.unifiedbx.pbx.calls.CallTimes;
import com.unifiedbx.pbx.calls.tracking.CallPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A [CallRow] as columns of the table `call`, in both directions.
final class CallColumns {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CallColumns() {}

  static Map<String, @Nullable Object> of(CallRow row) {
    var call = row.call();
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("id", call.id());
    columns.put("direction", call.direction().text());
    columns.put("status", call.status().text());
    columns.put("from_endpoint", call.from().endpoint());
    columns.put("from_number", call.from().number());
    columns.put("from_name", call.from().name());
    columns.put("to_number", call.to().number());
    columns.put("to_context", call.to().context());
    columns.put("to_application", row.plan().application());
    columns.put("uniqueid", call.uniqueid());
    columns.put("linkedid", call.linkedid());
    columns.put("tag", JSON.writeValueAsString(call.tag()));
    columns.put("marks", JSON.writeValueAsString(call.marks()));
    columns.put("legs", JSON.writeValueAsString(call.legs()));
    var by = call.application();
    columns.put("application_id", by == null ? null : by.id());
    columns.put("application_name", by == null ? null : by.name());
    columns.put("ring_timeout_seconds", row.plan().timeout().toSeconds());
    columns.put("record", row.plan().record());
    var max = row.plan().maxDuration();
    columns.put("max_duration_seconds", max == null ? null : max.toSeconds());
    putEnd(columns, call);
    putTimes(columns, call.times());
    return columns;
  }

  private static void putEnd(Map<String, @Nullable Object> columns, Call call) {
    var failure = call.failure();
    var cause = call.cause();
    columns.put("failure", failure == null ? null : failure.text());
    columns.put("cause_q850", cause == null ? null : cause.q850());
    columns.put("cause_sip", cause == null ? null : cause.sip());
    columns.put("cause_text", cause == null ? null : cause.text());
  }

  private static void putTimes(Map<String, @Nullable Object> columns, CallTimes times) {
    columns.put("created_at", utc(times.createdAt()));
    columns.put("ringing_at", utc(times.ringingAt()));
    columns.put("answered_at", utc(times.answeredAt()));
    columns.put("connected_at", utc(times.connectedAt()));
    columns.put("ended_at", utc(times.endedAt()));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  static CallRow read(ResultSet rs) throws SQLException {
    var failure = rs.getString("failure");
    var call =
        new Call(
            text(rs, "id"),
            CallStatus.of(text(rs, "status")),
            Call.Direction.of(text(rs, "direction")),
            new Call.From(
                text(rs, "from_endpoint"), text(rs, "from_number"), text(rs, "from_name")),
            new Call.To(rs.getString("to_number"), rs.getString("to_context")),
            failure == null ? null : CallFailure.of(failure),
            cause(rs),
            times(rs),
            text(rs, "uniqueid"),
            text(rs, "linkedid"),
            JSON.readValue(text(rs, "marks"), CallMarks.class),
            JSON.readValue(text(rs, "tag"), new TypeReference<Map<String, Object>>() {}),
            application(rs),
            JSON.readValue(text(rs, "legs"), new TypeReference<List<CallLeg>>() {}));
    return new CallRow(call, plan(rs));
  }

  private static CallPlan plan(ResultSet rs) throws SQLException {
    var max = integer(rs, "max_duration_seconds");
    return new CallPlan(
        Duration.ofSeconds(rs.getInt("ring_timeout_seconds")),
        max == null ? null : Duration.ofSeconds(max),
        rs.getString("to_application"),
        rs.getBoolean("record"));
  }

  private static @Nullable HangupCause cause(ResultSet rs) throws SQLException {
    var q850 = integer(rs, "cause_q850");
    return q850 == null
        ? null
        : new HangupCause(q850, integer(rs, "cause_sip"), text(rs, "cause_text"));
  }

  private static Call.@Nullable By application(ResultSet rs) throws SQLException {
    var id = rs.getString("application_id");
    return id == null ? null : new Call.By(id, text(rs, "application_name"));
  }

  private static CallTimes times(ResultSet rs) throws SQLException {
    var created = time(rs, "created_at");
    return new CallTimes(
        created == null ? Instant.EPOCH : created,
        time(rs, "ringing_at"),
        time(rs, "answered_at"),
        time(rs, "connected_at"),
        time(rs, "ended_at"));
  }

  private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
    var time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Integer integer(ResultSet rs, String column) throws SQLException {
    var value = rs.getInt(column);
    return rs.wasNull() ? null : value;
  }

  private static String text(ResultSet rs, String column) throws SQLException {
    var text = rs.getString(column);
    return text == null ? "" : text;
  }
}
