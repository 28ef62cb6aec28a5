package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.NumberOwner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `ring_group`.
@Repository
class RingGroupRepository implements NumberOwner {

  private static final String SELECT =
      """
      select number, description, strategy, members, ring_seconds, prefix, confirm, destination, extras
        from pbx.ring_group
      """;

  private static final String FOUND =
      "position(lower(:search) in lower(number || ' ' || description)) > 0";

  private final JdbcClient jdbc;
  private final RingingRows rows;

  RingGroupRepository(JdbcClient jdbc, RingingRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  @Nullable RingGroup find(ExtensionNumber number) {
    return jdbc.sql(SELECT + "where number = ?")
        .param(number.digits())
        .query(this::read)
        .optional()
        .orElse(null);
  }

  List<RingGroup> list(String search, @Nullable Integer from, boolean downwards, int limit) {
    var place = from == null ? "" : "number::integer " + (downwards ? "<" : ">") + " :from and ";
    var statement =
        jdbc.sql(
            SELECT
                + ("where " + place + FOUND + " order by number::integer ")
                + (downwards ? "desc limit :limit" : "limit :limit"));
    return (from == null ? statement : statement.param("from", from))
        .param("search", search)
        .param("limit", limit)
        .query(this::read)
        .list();
  }

  long count(String search) {
    return jdbc.sql("select count(*) from pbx.ring_group where " + FOUND)
        .param("search", search)
        .query(Long.class)
        .single();
  }

  void insert(RingGroup group) {
    bind(
            """
            insert into pbx.ring_group (number, description, strategy, members, ring_seconds, prefix, confirm,
                   destination, extras)
            values (:number, :description, :strategy, :members, :seconds, :prefix, :confirm, :destination,
                   :extras::jsonb)\
            """,
            group)
        .update();
  }

  void update(RingGroup group) {
    bind(
            """
            update pbx.ring_group set description = :description, strategy = :strategy, members = :members,
                   ring_seconds = :seconds, prefix = :prefix, confirm = :confirm, destination = :destination,
                   extras = :extras::jsonb, updated_at = now()
             where number = :number\
            """,
            group)
        .update();
  }

  boolean delete(ExtensionNumber number) {
    return jdbc.sql("delete from pbx.ring_group where number = ?").param(number.digits()).update()
        == 1;
  }

  /// Until the transaction ends, nobody else gives a number away.
  void lockNumbers() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('pbx numbers'))")
        .query(Integer.class)
        .single();
  }

  @Override
  public Map<String, String> ownersOf(Collection<String> numbers) {
    var owners = new HashMap<String, String>();
    jdbc.sql("select number, description from pbx.ring_group where number = any(?)")
        .param(numbers.toArray(String[]::new))
        .query((rs, row) -> Map.entry(rs.getString("number"), rs.getString("description")))
        .list()
        .forEach(found ->
            owners.put(
                found.getKey(),
                "ring group "
                    + found.getKey()
                    + (found.getValue().isEmpty() ? "" : " (" + found.getValue() + ")")));
    return owners;
  }

  private JdbcClient.StatementSpec bind(String sql, RingGroup group) {
    return rows.bind(jdbc.sql(sql), group.ringing(), group.extras())
        .param("number", group.number().digits())
        .param("description", group.description());
  }

  private RingGroup read(ResultSet rs, int row) throws SQLException {
    return new RingGroup(
        new ExtensionNumber(rs.getString("number")),
        rs.getString("description"),
        RingingRows.ringing(rs),
        rows.extras(rs));
  }
}
