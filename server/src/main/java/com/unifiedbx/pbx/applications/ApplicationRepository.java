package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// The table `application`.
final class ApplicationRepository {

  private final JdbcClient jdbc;

  ApplicationRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Application find(String id) {
    return jdbc.sql("select * from pbx.application where id = :id")
        .param("id", id)
        .query(ApplicationRepository::read)
        .optional()
        .orElse(null);
  }

  List<Application> list() {
    return jdbc.sql("select * from pbx.application order by name")
        .query(ApplicationRepository::read)
        .list();
  }

  /// Stores it; false when the name is taken.
  boolean insert(String id, NewApplication made) {
    var sql =
        """
        insert into pbx.application
          (id, name, description, scopes, allowlist, expires_at, token_seconds, freepbx_errors,
           rate_per_second, rate_burst, fence_extensions, fence_destinations,
           fence_calls_per_minute, fence_calls_per_day)
        values
          (:id, :name, :description, :scopes, :allowlist, :expiresAt, :tokenSeconds, :freepbxErrors,
           :rate, :burst, :fenceExtensions, :fenceDestinations, :callsPerMinute, :callsPerDay)
        on conflict (name) do nothing\
        """;
    return decided(jdbc.sql(sql), made).param("id", id).update() == 1;
  }

  /// @throws org.springframework.dao.DuplicateKeyException when another one has the name
  void update(String id, NewApplication changed) {
    var sql =
        """
        update pbx.application set
          name = :name, description = :description, scopes = :scopes, allowlist = :allowlist,
          expires_at = :expiresAt, token_seconds = :tokenSeconds, freepbx_errors = :freepbxErrors,
          rate_per_second = :rate, rate_burst = :burst, fence_extensions = :fenceExtensions,
          fence_destinations = :fenceDestinations, fence_calls_per_minute = :callsPerMinute,
          fence_calls_per_day = :callsPerDay, updated_at = now()
        where id = :id\
        """;
    decided(jdbc.sql(sql), changed).param("id", id).update();
  }

  /// Keeps others from changing the application or its secrets until the transaction ends; false
  /// when there is none.
  boolean lock(String id) {
    return jdbc.sql("select true from pbx.application where id = :id for no key update")
        .param("id", id)
        .query(Boolean.class)
        .optional()
        .isPresent();
  }

  /// The parameters for all that an owner decides.
  private static StatementSpec decided(StatementSpec statement, NewApplication made) {
    var allowlist = made.allowlist();
    var fence = made.terms().fence();
    var rate = made.terms().rate();
    return statement
        .param("name", made.name())
        .param("description", made.description())
        .param("scopes", made.scopes().toArray(String[]::new))
        .param("allowlist", allowlist == null ? null : allowlist.texts().toArray(String[]::new))
        .param("expiresAt", timestamp(made.expiresAt()))
        .param("tokenSeconds", made.tokenLifetime().toSeconds())
        .param("freepbxErrors", made.terms().freepbxErrors())
        .param("rate", rate == null ? null : rate.perSecond(), Types.INTEGER)
        .param("burst", rate == null ? null : rate.burst(), Types.INTEGER)
        .param("fenceExtensions", fence.extensions().toArray(String[]::new))
        .param("fenceDestinations", fence.destinations().toArray(String[]::new))
        .param("callsPerMinute", fence.callsPerMinute(), Types.INTEGER)
        .param("callsPerDay", fence.callsPerDay(), Types.INTEGER);
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
        terms(rs),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs.getTimestamp("last_used_at")));
  }

  private static Terms terms(ResultSet rs) throws SQLException {
    var rate = number(rs, "rate_per_second");
    var fence =
        new Fence(
            texts(rs.getArray("fence_extensions")),
            texts(rs.getArray("fence_destinations")),
            number(rs, "fence_calls_per_minute"),
            number(rs, "fence_calls_per_day"));
    return new Terms(
        rs.getBoolean("freepbx_errors"),
        fence.equals(Fence.NONE) ? Fence.NONE : fence,
        rate == null ? null : new RateClass(rate, rs.getInt("rate_burst")));
  }

  private static @Nullable Integer number(ResultSet rs, String column) throws SQLException {
    var number = rs.getInt(column);
    return rs.wasNull() ? null : number;
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
