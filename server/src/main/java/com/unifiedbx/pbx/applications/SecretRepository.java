package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.applications.ClientSecret.User;
import com.unifiedbx.pbx.applications.SecretUses.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `application_secret` and `application_secret_use`.
final class SecretRepository {

  /// Addresses kept for a secret that is used from everywhere.
  private static final int MOST_ADDRESSES = 100;

  private record OwnedUser(long secretId, User user) {}

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  SecretRepository(DataSource dataSource) {
    this.template = new JdbcTemplate(dataSource);
    this.jdbc = JdbcClient.create(template);
  }

  long insert(String applicationId, byte[] hash) {
    return jdbc.sql(
            """
            insert into pbx.application_secret (application_id, hash) values (:id, :hash)
            returning id\
            """)
        .param("id", applicationId)
        .param("hash", hash)
        .query(Long.class)
        .single();
  }

  /// Lets the secrets that exist now end at `end`, unless they end sooner.
  void endAll(String applicationId, Instant end) {
    jdbc.sql(
            """
            update pbx.application_secret set expires_at = least(expires_at, :end)
            where application_id = :id\
            """)
        .param("id", applicationId)
        .param("end", Timestamp.from(end))
        .update();
  }

  void delete(long id) {
    jdbc.sql("delete from pbx.application_secret where id = :id").param("id", id).update();
  }

  void deleteExpired(String applicationId, Instant now) {
    jdbc.sql("delete from pbx.application_secret where application_id = :id and expires_at <= :now")
        .param("id", applicationId)
        .param("now", Timestamp.from(now))
        .update();
  }

  List<StoredSecret> listStored(String applicationId) {
    return jdbc.sql(
            "select id, hash, expires_at from pbx.application_secret where application_id = :id")
        .param("id", applicationId)
        .query((rs, row) ->
            new StoredSecret(
                rs.getLong("id"), rs.getBytes("hash"), instant(rs.getTimestamp("expires_at"))))
        .list();
  }

  /// The oldest first.
  List<ClientSecret> list(String applicationId) {
    var users =
        jdbc
            .sql(
                """
                select use.* from pbx.application_secret_use use
                join pbx.application_secret secret on secret.id = use.secret_id
                where secret.application_id = :id order by use.last_used_at desc\
                """)
            .param("id", applicationId)
            .query((rs, row) -> new OwnedUser(rs.getLong("secret_id"), user(rs)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    OwnedUser::secretId, Collectors.mapping(OwnedUser::user, Collectors.toList())));
    return jdbc.sql("select * from pbx.application_secret where application_id = :id order by id")
        .param("id", applicationId)
        .query((rs, row) -> read(rs, users))
        .list();
  }

  /// Adds what was used since the last time.
  void addUses(Collection<Use> uses) {
    template.batchUpdate(
        """
        with used as (
          update pbx.application_secret set last_used_at = ?, last_used_address = ?
          where id = ? returning id, application_id),
        counted as (
          insert into pbx.application_secret_use
            (secret_id, address, first_used_at, last_used_at, uses)
          select id, ?, ?, ?, ? from used
          on conflict (secret_id, address) do update set
            last_used_at = excluded.last_used_at,
            uses = application_secret_use.uses + excluded.uses)
        update pbx.application set last_used_at = ? where id = (select application_id from used)\
        """,
        uses,
        100,
        (statement, use) -> {
          var last = Timestamp.from(use.last());
          statement.setTimestamp(1, last);
          statement.setString(2, use.address());
          statement.setLong(3, use.secretId());
          statement.setString(4, use.address());
          statement.setTimestamp(5, Timestamp.from(use.first()));
          statement.setTimestamp(6, last);
          statement.setLong(7, use.count());
          statement.setTimestamp(8, last);
        });
    forgetOldAddresses(uses.stream().map(Use::secretId).distinct().toArray(Long[]::new));
  }

  private void forgetOldAddresses(Long[] secretIds) {
    jdbc.sql(
            """
            delete from pbx.application_secret_use use using (
              select secret_id, last_used_at, row_number() over (
                partition by secret_id order by last_used_at desc) as place
              from pbx.application_secret_use where secret_id = any(:ids)) oldest
            where use.secret_id = oldest.secret_id and oldest.place = :most
              and use.last_used_at < oldest.last_used_at\
            """)
        .param("ids", secretIds)
        .param("most", MOST_ADDRESSES)
        .update();
  }

  private static ClientSecret read(ResultSet rs, Map<Long, List<User>> users) throws SQLException {
    var id = rs.getLong("id");
    return new ClientSecret(
        id,
        rs.getTimestamp("created_at").toInstant(),
        instant(rs.getTimestamp("expires_at")),
        instant(rs.getTimestamp("last_used_at")),
        rs.getString("last_used_address"),
        users.getOrDefault(id, List.of()));
  }

  private static User user(ResultSet rs) throws SQLException {
    return new User(
        rs.getString("address"),
        rs.getTimestamp("first_used_at").toInstant(),
        rs.getTimestamp("last_used_at").toInstant(),
        rs.getLong("uses"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
