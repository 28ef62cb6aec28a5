package com.unifiedbx.pbx.cdr;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of `pbx.cdr` as a [Cdr].
public final class CdrRow {

  private CdrRow() {}

  public static Cdr read(ResultSet row, int number) throws SQLException {
    var start = Objects.requireNonNull(time(row, "start"));
    return new Cdr(
        new CdrKey(start, row.getLong("id")).text(),
        row.getString("call_id"),
        row.getString("uniqueid"),
        row.getString("linkedid"),
        row.getLong("sequence"),
        start,
        time(row, "answer"),
        time(row, "end"),
        row.getString("clid"),
        row.getString("src"),
        row.getString("dst"),
        row.getString("dcontext"),
        row.getString("channel"),
        row.getString("dstchannel"),
        row.getString("lastapp"),
        row.getString("lastdata"),
        row.getString("disposition"),
        Cdr.Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
        row.getLong("duration"),
        row.getLong("billsec"),
        row.getString("accountcode"),
        row.getString("peeraccount"),
        row.getString("userfield"),
        row.getObject("cause", Integer.class),
        null);
  }

  /// As it stands in the table and in queries: `inbound`.
  public static String word(Cdr.Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
