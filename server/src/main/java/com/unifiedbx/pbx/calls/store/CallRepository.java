package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.kernel.Page;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `call`.
class CallRepository {

  private final JdbcClient jdbc;

  CallRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The open transaction is committed before it is on the disk (PostgreSQL, "Asynchronous
  /// Commit").
  void letDiskFollow() {
    jdbc.sql("SET LOCAL synchronous_commit = off").update();
  }

  /// Writes a call's present state. A finished call is never written over, so that a late write of
  /// an older state does no harm.
  void save(CallRow row) {
    jdbc.sql(
            """
            INSERT INTO call (id, direction, status, from_endpoint, from_number, from_name,
              to_number, to_context, to_application, failure, cause_q850, cause_sip, cause_text,
              created_at, ringing_at, answered_at, connected_at, ended_at, uniqueid, linkedid,
              tag, application_id, application_name, legs, ring_timeout_seconds,
              max_duration_seconds, record, marks)
            VALUES (:id, :direction, :status, :from_endpoint, :from_number, :from_name,
              :to_number, :to_context, :to_application, :failure, :cause_q850, :cause_sip,
              :cause_text, :created_at, :ringing_at, :answered_at, :connected_at, :ended_at,
              :uniqueid, :linkedid, :tag::jsonb, :application_id, :application_name,
              :legs::jsonb, :ring_timeout_seconds, :max_duration_seconds, :record,
              :marks::jsonb)
            ON CONFLICT (id) DO UPDATE SET
              status = excluded.status, direction = excluded.direction, failure = excluded.failure,
              cause_q850 = excluded.cause_q850, cause_sip = excluded.cause_sip,
              cause_text = excluded.cause_text, ringing_at = excluded.ringing_at,
              answered_at = excluded.answered_at, connected_at = excluded.connected_at,
              ended_at = excluded.ended_at, legs = excluded.legs, marks = excluded.marks
            WHERE call.ended_at IS NULL
            """)
        .params(CallColumns.of(row))
        .update();
  }

  /// Forgets a call that Asterisk never took.
  void delete(String id) {
    jdbc.sql("DELETE FROM call WHERE id = :id").param("id", id).update();
  }

  @Nullable Call find(String id) {
    return jdbc.sql("SELECT * FROM call WHERE id = :id")
        .param("id", id)
        .query((rs, n) -> CallColumns.read(rs).call())
        .optional()
        .orElse(null);
  }

  List<CallRow> listUnfinished() {
    return jdbc.sql("SELECT * FROM call WHERE ended_at IS NULL ORDER BY created_at, id")
        .query((rs, n) -> CallColumns.read(rs))
        .list();
  }

  /// Newest first; `before` is the place to go on from.
  Page<Call> list(CallFilter of, int limit, @Nullable Place before) {
    var filter = of.condition();
    var cursor = before == null ? "" : " AND (created_at, id) < (:at, :id)";
    var params = new HashMap<>(of.parameters());
    params.put("limit", limit + 1);
    if (before != null) {
      params.put("at", before.at().atOffset(ZoneOffset.UTC));
      params.put("id", before.id());
    }
    var rows =
        jdbc.sql(
                "SELECT * FROM call WHERE "
                    + filter
                    + cursor
                    + " ORDER BY created_at DESC, id DESC LIMIT :limit")
            .params(params)
            .query((rs, n) -> CallColumns.read(rs).call())
            .list();
    var total =
        jdbc.sql("SELECT count(*) FROM call WHERE " + filter)
            .params(params)
            .query(Long.class)
            .single();
    return Place.page(rows, limit, total);
  }
}
