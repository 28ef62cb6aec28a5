package com.unifiedbx.pbx.applications;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `application` and `application_secret`.
final class ApplicationRepository {

  /// A stored secret: an identity and what the [Pepper] made of it.
  record StoredSecret(long id, byte[] hash, @Nullable Instant expiresAt) {}

  private static final String COLUMNS =
      "id, name, description, scopes, allowlist, enabled, expires_at, token_seconds, created_at,"
          + " last_used_at";

  private final JdbcClient jdbc;

  ApplicationRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Application find(String id) {
    return jdbc.sql("select " + COLUMNS + " from pbx.application where id = :id")
        .param("id", id)
        .query(ApplicationRepository::read)
        .optional()
        .orElse(null);
  }

  List<Application> list() {
    return jdbc.sql("select " + COLUMNS + " from pbx.application order by name")
        .query(ApplicationRepository::read)
        .list();
  }

  /// Stores it; false when the name is taken.
  boolean insert(String id, NewApplication made) {
    var allowlist = made.allowlist();
    return jdbc.sql(
                """
                insert into pbx.application (id, name, description, scopes, allowlist, expires_at)
                values (:id, :name, :description, :scopes, :allowlist, :expiresAt)
                on conflict (name) do nothing\
                """)
            .param("id", id)
            .param("name", made.name())
            .param("description", made.description())
            .param("scopes", made.scopes().toArray(String[]::new))
            .param("allowlist", allowlist == null ? null : allowlist.texts().toArray(String[]::new))
            .param("expiresAt", timestamp(made.expiresAt()))
            .update()
        == 1;
  }

  boolean setEnabled(String id, boolean enabled) {
    return jdbc.sql(
                "update pbx.application set enabled = :enabled, updated_at = now() where id = :id")
            .param("id", id)
            .param("enabled", enabled)
            .update()
        == 1;
  }

  boolean delete(String id) {
    return jdbc.sql("delete from pbx.application where id = :id").param("id", id).update() == 1;
  }

  void insertSecret(String applicationId, byte[] hash) {
    jdbc.sql("insert into pbx.application_secret (application_id, hash) values (:id, :hash)")
        .param("id", applicationId)
        .param("hash", hash)
        .update();
  }

  /// Lets the secrets that exist now end at `end`, unless they end sooner.
  void retireSecrets(String applicationId, Instant end) {
    jdbc.sql(
            """
            update pbx.application_secret set expires_at = least(expires_at, :end)
            where application_id = :id\
            """)
        .param("id", applicationId)
        .param("end", Timestamp.from(end))
        .update();
  }

  List<StoredSecret> secrets(String applicationId) {
    return jdbc.sql(
            "select id, hash, expires_at from pbx.application_secret where application_id = :id")
        .param("id", applicationId)
        .query((rs, row) ->
            new StoredSecret(
                rs.getLong("id"), rs.getBytes("hash"), instant(rs.getTimestamp("expires_at"))))
        .list();
  }

  /// Notes that the application and this secret of it were used.
  void markUsed(String applicationId, long secretId) {
    jdbc.sql(
            """
            with used as (update pbx.application_secret set last_used_at = now() where id = :secret)
            update pbx.application set last_used_at = now() where id = :id\
            """)
        .param("secret", secretId)
        .param("id", applicationId)
        .update();
  }

  private static Application read(ResultSet rs, int row) throws SQLException {
    var allowlist = rs.getArray("allowlist");
    return new Application(
        rs.getString("id"),
        rs.getString("name"),
        rs.getString("description"),
        texts(rs.getArray("scopes")),
        allowlist == null ? null : Allowlist.parse(texts(allowlist)),
        rs.getBoolean("enabled"),
        instant(rs.getTimestamp("expires_at")),
        Duration.ofSeconds(rs.getInt("token_seconds")),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs.getTimestamp("last_used_at")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
