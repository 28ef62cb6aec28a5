package com.unifiedbx.pbx.calls.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `call_idempotency`: one row per application and key.
final class IdempotencyRepository {

  private final JdbcClient jdbc;
  private final Duration period;

  /// @param period how long a key is remembered
  IdempotencyRepository(JdbcClient jdbc, Duration period) {
    this.jdbc = jdbc;
    this.period = period;
  }

  /// Takes a key that nobody holds, or whose holder's time is over. One statement, so that of many
  /// that try at once, on many machines, exactly one succeeds.
  boolean claim(IdempotencyKey key, String bodyHash, String callId, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO call_idempotency AS held (application_id, key, body_hash, call_id,
                  created_at)
                VALUES (:application, :key, :hash, :call, :now)
                ON CONFLICT (application_id, key) DO UPDATE SET
                  body_hash = excluded.body_hash, call_id = excluded.call_id,
                  created_at = excluded.created_at, status = NULL, body = NULL
                WHERE held.created_at < :expired
                """)
            .param("application", key.applicationId())
            .param("key", key.text())
            .param("hash", bodyHash)
            .param("call", callId)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("expired", expiredAt(now).atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private Instant expiredAt(Instant now) {
    return now.minus(period);
  }

  /// Takes over from a holder that died, if it still is the holder.
  boolean takeOver(IdempotencyKey key, KeptAnswer abandoned, String callId, Instant now) {
    return jdbc.sql(
                """
                UPDATE call_idempotency SET call_id = :call, created_at = :now
                WHERE application_id = :application AND key = :key AND status IS NULL
                  AND call_id = :abandoned
                """)
            .param("application", key.applicationId())
            .param("key", key.text())
            .param("call", callId)
            .param("abandoned", abandoned.callId())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  @Nullable KeptAnswer find(IdempotencyKey key) {
    return jdbc.sql(
            """
            SELECT body_hash, call_id, created_at, status, body FROM call_idempotency
            WHERE application_id = :application AND key = :key
            """)
        .param("application", key.applicationId())
        .param("key", key.text())
        .query((rs, n) ->
            new KeptAnswer(
                rs.getString("body_hash"),
                rs.getString("call_id"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getObject("status", Integer.class),
                rs.getString("body")))
        .optional()
        .orElse(null);
  }

  void complete(IdempotencyKey key, String callId, int status, String body) {
    jdbc.sql(
            """
            UPDATE call_idempotency SET status = :status, body = :body
            WHERE application_id = :application AND key = :key AND call_id = :call
            """)
        .param("application", key.applicationId())
        .param("key", key.text())
        .param("call", callId)
        .param("status", status)
        .param("body", body)
        .update();
  }

  /// Lets go of a key whose request is to be tried again.
  void release(IdempotencyKey key, String callId) {
    jdbc.sql(
            """
            DELETE FROM call_idempotency
            WHERE application_id = :application AND key = :key AND call_id = :call
            """)
        .param("application", key.applicationId())
        .param("key", key.text())
        .param("call", callId)
        .update();
  }

  void purge() {
    jdbc.sql("DELETE FROM call_idempotency WHERE created_at < :expired")
        .param("expired", expiredAt(Instant.now()).atOffset(ZoneOffset.UTC))
        .update();
  }
}
