package com.unifiedbx.pbx.cdr;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The conditions of a filter and their values, by name; no text of a caller becomes SQL.
public final class CdrWhere {

  /// The columns in which the number of an extension may stand; each has an index.
  static final List<String> PARTIES = List.of("src", "dst", "endpoint", "dstendpoint");

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /// All conditions.
  public static CdrWhere of(CdrFilter filter) {
    var where = butExtension(filter);
    where.and(
        "(src = :extension or dst = :extension"
            + " or endpoint = :extension or dstendpoint = :extension)",
        "extension",
        filter.extension());
    return where;
  }

  /// All but the one that four indexes must answer; for [#select].
  public static CdrWhere butExtension(CdrFilter filter) {
    var where = new CdrWhere();
    where.and("start >= :from", "from", moment(filter.from()));
    where.and("start < :to", "to", moment(filter.to()));
    where.number("src", filter.src());
    where.number("dst", filter.dst());
    where.and("disposition = :disposition", "disposition", filter.disposition());
    var direction = filter.direction();
    where.and(
        "direction = :direction", "direction", direction == null ? null : CdrRow.word(direction));
    where.and("duration >= :minDuration", "minDuration", filter.minDuration());
    where.and("call_id = :callId", "callId", filter.callId());
    where.and("linkedid = :linkedid", "linkedid", filter.linkedid());
    var q = filter.q();
    where.and(
        "(src ilike :q or dst ilike :q or clid ilike :q)",
        "q",
        q == null ? null : "%" + escaped(q) + "%");
    where.and(
        "(src ~ :within or dst ~ :within or endpoint ~ :within or dstendpoint ~ :within)",
        "within",
        filter.within());
    return where;
  }

  /// One more condition, if there is a value.
  public void and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value);
    }
  }

  /// Only what stands behind the record of that key, newest first.
  public void behind(@Nullable CdrKey key) {
    if (key != null) {
      // The first half follows from the second, but only it spares newer partitions.
      and(
          "start <= :behindStart and (start, id) < (:behindStart, :behindId)",
          "behindId",
          key.id());
      values.put("behindStart", Objects.requireNonNull(moment(key.start())));
    }
  }

  /// For a `where`; `true` when nothing is asked.
  public String text() {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  /// The first rows in that order, as many as `:limit`. A number may stand in four columns: each is
  /// asked for its first rows by its own index.
  public String select(String columns, boolean extension, CdrOrder order) {
    var end = " order by " + order.columns() + " limit :limit";
    var select = "select " + columns + " from pbx.cdr where " + text();
    if (!extension) {
      return select + end;
    }
    return PARTIES.stream()
            .map(column -> "(" + select + " and " + column + " = :extension" + end + ")")
            .collect(Collectors.joining(" union "))
        + end;
  }

  public Map<String, Object> values() {
    return values;
  }

  private void number(String column, @Nullable NumberMatch match) {
    if (match != null) {
      switch (match.kind()) {
        case WHOLE -> and(column + " = :" + column, column, match.text());
        case BEGINNING -> and(column + " like :" + column, column, escaped(match.text()) + "%");
        case END ->
            and(
                "reverse(" + column + ") like :" + column,
                column,
                escaped(new StringBuilder(match.text()).reverse().toString()) + "%");
      }
    }
  }

  static @Nullable Object moment(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static String escaped(String piece) {
    return piece.replaceAll("([\\\\%_])", "\\\\$1");
  }
}
