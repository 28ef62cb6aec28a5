package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `follow_me`.
@Repository
class FollowMeRepository {

  private final JdbcClient jdbc;
  private final RingingRows rows;

  FollowMeRepository(JdbcClient jdbc, RingingRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  @Nullable FollowMe find(ExtensionNumber number) {
    return jdbc.sql(
            """
            select number, enabled, strategy, members, ring_seconds, initial_ring, prefix, confirm,
                   destination, extras
              from pbx.follow_me where number = ?\
            """)
        .param(number.digits())
        .query(this::read)
        .optional()
        .orElse(null);
  }

  void save(FollowMe follow) {
    var sql =
        """
        insert into pbx.follow_me (number, enabled, strategy, members, ring_seconds, initial_ring, prefix,
               confirm, destination, extras)
        values (:number, :enabled, :strategy, :members, :seconds, :initial, :prefix, :confirm, :destination,
               :extras::jsonb)
        on conflict (number) do update set enabled = excluded.enabled, strategy = excluded.strategy,
               members = excluded.members, ring_seconds = excluded.ring_seconds,
               initial_ring = excluded.initial_ring, prefix = excluded.prefix, confirm = excluded.confirm,
               destination = excluded.destination, extras = excluded.extras, updated_at = now()\
        """;
    rows.bind(jdbc.sql(sql), follow.ringing(), follow.extras())
        .param("number", follow.number().digits())
        .param("enabled", follow.enabled())
        .param("initial", follow.initialSeconds())
        .update();
  }

  private FollowMe read(ResultSet rs, int row) throws SQLException {
    return new FollowMe(
        new ExtensionNumber(rs.getString("number")),
        rs.getBoolean("enabled"),
        RingingRows.ringing(rs),
        rs.getInt("initial_ring"),
        rows.extras(rs));
  }
}
