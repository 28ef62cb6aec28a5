package com.unifiedbx.pbx.calls.store;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `dialled`: what counts against a fence's calls a minute and a day.
final class DialledRepository {

  private final JdbcClient jdbc;

  DialledRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Until the transaction ends, nobody else counts the calls of that application.
  void lock(String applicationId) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('calls of ' || :application, 0))")
        .param("application", applicationId)
        .query((rs, n) -> true)
        .single();
  }

  long countSince(String applicationId, Instant moment) {
    return jdbc.sql(
            "SELECT count(*) FROM dialled WHERE at > :moment AND application_id = :application")
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .param("application", applicationId)
        .query(Long.class)
        .single();
  }

  void add(String applicationId, Instant moment) {
    jdbc.sql("INSERT INTO dialled (application_id, at) VALUES (:application, :moment)")
        .param("application", applicationId)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .update();
  }

  void deleteBefore(Instant moment) {
    jdbc.sql("DELETE FROM dialled WHERE at <= :moment")
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .update();
  }
}
