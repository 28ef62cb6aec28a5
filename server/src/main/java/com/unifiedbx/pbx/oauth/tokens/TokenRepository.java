package com.unifiedbx.pbx.oauth.tokens;

import com.unifiedbx.pbx.access.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `access_token`.
@Repository
class TokenRepository {

  private final JdbcClient jdbc;

  TokenRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Stores it without waiting for the disk: a crash of PostgreSQL or of the machine can lose the
  /// tokens of its last half second, and whoever holds one fetches another. All else is waited for,
  /// revocations included.
  void insert(byte[] hash, AccessToken token) {
    jdbc.sql(
            """
            with soon as (select set_config('synchronous_commit', 'off', true))
            insert into pbx.access_token (hash, id, application_id, scopes, issued_at, expires_at)
            select :hash, :id, :application, :scopes, cast(:issued as timestamptz),
              cast(:expires as timestamptz) from soon\
            """)
        .param("hash", hash)
        .param("id", token.id())
        .param("application", token.applicationId())
        .param("scopes", token.scopes().stream().map(Scope::text).sorted().toArray(String[]::new))
        .param("issued", Timestamp.from(token.issuedAt()))
        .param("expires", Timestamp.from(token.expiresAt()))
        .update();
  }

  @Nullable AccessToken find(byte[] hash) {
    return jdbc.sql("select * from pbx.access_token where hash = :hash")
        .param("hash", hash)
        .query(TokenRepository::read)
        .optional()
        .orElse(null);
  }

  void revoke(byte[] hash) {
    jdbc.sql(
            "update pbx.access_token set revoked_at = now() where hash = :hash and revoked_at is null")
        .param("hash", hash)
        .update();
  }

  long countLive(String application, Instant now) {
    return jdbc.sql(
            """
            select count(*) from pbx.access_token
            where application_id = ? and expires_at > ? and revoked_at is null\
            """)
        .params(application, Timestamp.from(now))
        .query(Long.class)
        .single();
  }

  int deleteExpiredBefore(Instant moment) {
    return jdbc.sql("delete from pbx.access_token where expires_at < :moment")
        .param("moment", Timestamp.from(moment))
        .update();
  }

  private static AccessToken read(ResultSet rs, int row) throws SQLException {
    var revoked = rs.getTimestamp("revoked_at");
    return new AccessToken(
        rs.getString("id"),
        rs.getString("application_id"),
        Arrays.stream((String[]) rs.getArray("scopes").getArray())
            .map(Scope::find)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()),
        rs.getTimestamp("issued_at").toInstant(),
        rs.getTimestamp("expires_at").toInstant(),
        revoked == null ? null : revoked.toInstant());
  }
}
