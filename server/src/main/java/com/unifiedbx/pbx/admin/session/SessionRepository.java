package com.unifiedbx.pbx.admin.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sessions in the database, found by the hash of their token.
class SessionRepository {

  private static final String SESSION =
      """
      select s.id, s.user_name, u.role, s.stage, s.address, s.agent, s.created_at, s.last_seen_at
      from pbx.admin_session s join pbx.admin_user u on u.name = s.user_name and u.enabled
      """;

  private final JdbcClient jdbc;

  SessionRepository(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  void insert(byte[] hash, AdminSession made) {
    jdbc.sql(
            """
            insert into pbx.admin_session
              (token_hash, id, user_name, stage, address, agent, created_at, last_seen_at)
            values (:hash, :id, :user, :stage, :address, :agent, :at, :at)\
            """)
        .param("hash", hash)
        .param("id", made.id())
        .param("user", made.user())
        .param("stage", made.stage().text())
        .param("address", made.address())
        .param("agent", made.agent())
        .param("at", made.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// @param since sessions opened before are over
  /// @param seen and those last seen before
  @Nullable AdminSession find(byte[] hash, Instant since, Instant seen) {
    return jdbc.sql(
            SESSION
                + " where s.token_hash = :hash and s.created_at > :since and s.last_seen_at > :seen")
        .param("hash", hash)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("seen", seen.atOffset(ZoneOffset.UTC))
        .query(SessionRepository::session)
        .optional()
        .orElse(null);
  }

  void seen(String id, Instant now) {
    jdbc.sql("update pbx.admin_session set last_seen_at = ? where id = ?")
        .params(now.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  boolean delete(String id) {
    return jdbc.sql("delete from pbx.admin_session where id = ?").param(id).update() == 1;
  }

  int deleteOf(String user) {
    return jdbc.sql("delete from pbx.admin_session where user_name = ?").param(user).update();
  }

  void deleteEnded(Instant since, Instant seen) {
    jdbc.sql("delete from pbx.admin_session where created_at <= ? or last_seen_at <= ?")
        .params(since.atOffset(ZoneOffset.UTC), seen.atOffset(ZoneOffset.UTC))
        .update();
  }

  void keepNote(String id, byte[] note) {
    jdbc.sql("update pbx.admin_session set note = ? where id = ?").params(note, id).update();
  }

  /// Takes it away: the row is read as it was and left without it, in one statement.
  byte @Nullable [] takeNote(String id) {
    return jdbc.sql(
            """
            update pbx.admin_session s set note = null
            from (select id, note from pbx.admin_session where id = ? for update) was
            where s.id = was.id and was.note is not null returning was.note\
            """)
        .param(id)
        .query(byte[].class)
        .optional()
        .orElse(null);
  }

  private static AdminSession session(ResultSet row, int at) throws SQLException {
    return new AdminSession(
        row.getString("id"),
        row.getString("user_name"),
        Role.of(row.getString("role")),
        Stage.of(row.getString("stage")),
        row.getString("address"),
        row.getString("agent"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("last_seen_at").toInstant());
  }
}
