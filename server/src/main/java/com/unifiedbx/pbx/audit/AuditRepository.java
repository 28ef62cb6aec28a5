package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.audit.ChainHead.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `audit_log`.
final class AuditRepository {

  /// Any number that no other lock of the product has.
  private static final long LOCK = 0x6175646974L;

  private static final String INSERT =
      """
      insert into pbx.audit_log
        (seq, at, actor, application_id, application_name, token_id, address, request_id, operation,
         object, before, after, outcome, error, previous, hash)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as json), cast(? as json), ?, ?, ?, ?)\
      """;

  private final DataSource dataSource;
  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  AuditRepository(DataSource dataSource) {
    this.dataSource = dataSource;
    this.template = new JdbcTemplate(dataSource);
    this.jdbc = JdbcClient.create(template);
  }

  /// Holds back all other writers until this transaction ends, then looks. Two statements, for one
  /// would look at the table as it was before the lock was got.
  Place lockAndFindLast() {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query((rs, row) -> row)
        .single();
    return findLast();
  }

  Place findLast() {
    return jdbc.sql("select seq, hash from pbx.audit_log order by seq desc limit 1")
        .query((rs, row) -> new Place(rs.getLong("seq"), rs.getBytes("hash")))
        .optional()
        .orElse(Place.NONE);
  }

  void insert(List<AuditRow> rows) {
    template.batchUpdate(INSERT, rows, 500, AuditRepository::write);
  }

  /// Newest first.
  ///
  /// @param before only rows with a smaller number
  List<AuditRow> list(AuditFilter filter, int limit, long before) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("limit", limit);
    parameters.put("before", before);
    return jdbc.sql(
            "select * from pbx.audit_log where seq < :before"
                + conditions(filter, parameters)
                + " order by seq desc limit :limit")
        .params(parameters)
        .query(AuditRepository::read)
        .list();
  }

  long count(AuditFilter filter) {
    var parameters = new LinkedHashMap<String, Object>();
    return jdbc.sql(
            "select count(*) from pbx.audit_log where true" + conditions(filter, parameters))
        .params(parameters)
        .query(Long.class)
        .single();
  }

  /// Every row that there is, in the order of the chain, for checking it; inside a transaction, for
  /// only there does the driver read a part at a time.
  void forEachInOrder(Consumer<AuditRow> reader) {
    var whole = new JdbcTemplate(dataSource);
    whole.setFetchSize(2_000);
    whole.query(
        "select * from pbx.audit_log order by seq",
        (RowCallbackHandler) row -> reader.accept(read(row, 0)));
  }

  private static String conditions(AuditFilter filter, Map<String, Object> parameters) {
    var sql = new StringBuilder();
    add(sql, parameters, " and at >= :from", "from", timestamp(filter.from()));
    add(sql, parameters, " and at < :to", "to", timestamp(filter.to()));
    add(sql, parameters, " and actor = :actor", "actor", filter.actor());
    add(
        sql,
        parameters,
        " and (operation = :operation or starts_with(operation, :operation || '.'))",
        "operation",
        filter.operation());
    add(
        sql,
        parameters,
        " and (object = :object or starts_with(object, :object || ':'))",
        "object",
        filter.object());
    var outcome = filter.outcome();
    add(
        sql,
        parameters,
        " and outcome = :outcome",
        "outcome",
        outcome == null ? null : outcome.text());
    add(sql, parameters, " and address = :address", "address", filter.address());
    add(sql, parameters, " and request_id = :requestId", "requestId", filter.requestId());
    return sql.toString();
  }

  private static void add(
      StringBuilder sql,
      Map<String, Object> parameters,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      parameters.put(name, value);
    }
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private static void write(PreparedStatement insert, AuditRow row) throws SQLException {
    var entry = row.entry();
    var by = entry.by();
    insert.setLong(1, row.seq());
    insert.setTimestamp(2, Timestamp.from(entry.time()));
    insert.setString(3, by.name());
    insert.setString(4, by.applicationId());
    insert.setString(5, by.applicationName());
    insert.setString(6, by.tokenId());
    insert.setString(7, by.address());
    insert.setString(8, by.requestId());
    insert.setString(9, entry.operation());
    insert.setString(10, entry.object());
    insert.setString(11, entry.before());
    insert.setString(12, entry.after());
    insert.setString(13, entry.outcome().text());
    insert.setString(14, entry.error());
    insert.setBytes(15, row.previous());
    insert.setBytes(16, row.hash());
  }

  private static AuditRow read(ResultSet rs, int number) throws SQLException {
    var by =
        new Actor(
            rs.getString("actor"),
            rs.getString("application_id"),
            rs.getString("application_name"),
            rs.getString("token_id"),
            rs.getString("address"),
            rs.getString("request_id"));
    var entry =
        new AuditEntry(
            rs.getTimestamp("at").toInstant(),
            by,
            rs.getString("operation"),
            rs.getString("object"),
            rs.getString("before"),
            rs.getString("after"),
            Outcome.of(rs.getString("outcome")),
            rs.getString("error"));
    return new AuditRow(rs.getLong("seq"), entry, rs.getBytes("previous"), rs.getBytes("hash"));
  }
}
