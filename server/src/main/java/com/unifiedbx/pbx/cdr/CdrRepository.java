package com.unifiedbx.pbx.cdr;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Questions to `pbx.cdr`.
@Repository
class CdrRepository {

  private final JdbcClient jdbc;

  CdrRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Cdr find(CdrKey key) {
    return jdbc.sql("select * from pbx.cdr where start = ? and id = ?")
        .params(key.start().atOffset(ZoneOffset.UTC), key.id())
        .query(CdrRow::read)
        .optional()
        .orElse(null);
  }

  /// Newest first, behind `after` if given.
  List<Cdr> list(CdrFilter filter, int limit, @Nullable CdrKey after) {
    var where = new Where(filter);
    if (after != null) {
      where.and("(start, id) < (:afterStart, :afterId)", "afterId", after.id());
      where.values.put("afterStart", after.start().atOffset(ZoneOffset.UTC));
    }
    return jdbc.sql(
            "select * from pbx.cdr" + where.text() + " order by start desc, id desc limit :limit")
        .params(where.values)
        .param("limit", limit)
        .query(CdrRow::read)
        .list();
  }

  long count(CdrFilter filter) {
    var where = new Where(filter);
    return jdbc.sql("select count(*) from pbx.cdr" + where.text())
        .params(where.values)
        .query(Long.class)
        .single();
  }

  /// The conditions of a filter and their values; no text of a caller becomes SQL.
  private static final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Where(CdrFilter filter) {
      and("start >= :from", "from", moment(filter.from()));
      and("start < :to", "to", moment(filter.to()));
      and("src = :src", "src", filter.src());
      and("dst = :dst", "dst", filter.dst());
      and(
          "(src = :extension or dst = :extension"
              + " or endpoint = :extension or dstendpoint = :extension)",
          "extension",
          filter.extension());
      and("disposition = :disposition", "disposition", filter.disposition());
      var direction = filter.direction();
      and("direction = :direction", "direction", direction == null ? null : CdrRow.word(direction));
      and("duration >= :minDuration", "minDuration", filter.minDuration());
      and("call_id = :callId", "callId", filter.callId());
      and("linkedid = :linkedid", "linkedid", filter.linkedid());
      var q = filter.q();
      and("(src ilike :q or dst ilike :q or clid ilike :q)", "q", q == null ? null : contains(q));
    }

    void and(String condition, String name, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        values.put(name, value);
      }
    }

    String text() {
      return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static @Nullable Object moment(@Nullable Instant instant) {
      return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static String contains(String piece) {
      return "%" + piece.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
  }
}
