package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.statistics.Statistics.BusiestHour;
import com.unifiedbx.pbx.cdr.statistics.Statistics.Figures;
import com.unifiedbx.pbx.cdr.statistics.Statistics.Group;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sums over rows of the rollup and, where none fits, over the records.
@Repository
class StatisticsRepository {

  private static final String COUNTED =
      """
      with counted as (
        select bucket as at, extension, direction, disposition, records, wait_seconds,
               talk_seconds, waits, talks
          from pbx.cdr_rollup r where %s and %s
        union all
        select start, %s, direction, disposition, 1, duration - billsec, billsec, null, null
          from pbx.cdr c %s where %s)
      """;

  private static final String FIGURES =
      """
      select %s as key, sum(records) as records,
             coalesce(sum(records) filter (where answered), 0) as answered,
             coalesce(sum(wait_seconds) filter (where answered), 0) as wait,
             coalesce(sum(talk_seconds) filter (where answered), 0) as talk
        from (select *, disposition = 'ANSWERED' as answered from counted) c
       group by 1 order by 1
      """;

  /// Slots as the rollup has them, row by row, for adding them up costs the database more than
  /// handing them over; and those of single records, counted.
  private static final String SLOTS =
      """
      select %1$s as key, waits, talks, false as wait, 0 as slot, 0 as n
        from counted where disposition = 'ANSWERED' and waits is not null
      union all
      select key, null, null, wait, slot, count(*) from (
        select %1$s as key, true as wait, pbx.cdr_slot(wait_seconds) as slot
          from counted where disposition = 'ANSWERED' and waits is null
        union all
        select %1$s, false, pbx.cdr_slot(talk_seconds)
          from counted where disposition = 'ANSWERED' and talks is null) s
       group by key, wait, slot
      """;

  /// Records of each hour, all in one.
  private static final String HOURS = "select 'hour' as grain, bucket, records from pbx.cdr_hour";

  /// The same by direction and outcome.
  private static final String HOURS_APART = "select * from pbx.cdr_rollup where extension = ''";

  private final JdbcClient jdbc;

  StatisticsRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(String key, long records, long answered, long waited, long talked) {

    Figures figures(@Nullable Map<Integer, Long> waits, @Nullable Map<Integer, Long> talks) {
      var rate = records == 0 ? 0 : Math.round(10_000.0 * answered / records) / 10_000.0;
      return new Figures(
          records,
          answered,
          rate,
          waits == null ? null : Times.of(waited, answered, waits),
          talks == null ? null : Times.of(talked, answered, talks));
    }
  }

  /// @param filter with both ends of the period
  List<Group> groups(CdrFilter filter, GroupBy by, ZoneId zone) {
    var counted = counted(filter, by, zone);
    var rows =
        spec(counted, by, FIGURES.formatted(by.key()), zone)
            .query((row, _) ->
                new Row(
                    row.getString("key"),
                    row.getLong("records"),
                    row.getLong("answered"),
                    row.getLong("wait"),
                    row.getLong("talk")))
            .list();
    if (by == GroupBy.EXTENSION) {
      return rows.stream().map(row -> new Group(row.key(), row.figures(null, null))).toList();
    }
    var waits = new HashMap<String, Map<Integer, Long>>();
    var talks = new HashMap<String, Map<Integer, Long>>();
    spec(counted, by, SLOTS.formatted(by.key()), zone)
        .query(row -> {
          var key = row.getString("key");
          if (row.getArray("waits") != null) {
            add(row.getArray("waits"), slots(waits, key));
            add(row.getArray("talks"), slots(talks, key));
          } else {
            var known = slots(row.getBoolean("wait") ? waits : talks, key);
            known.merge(row.getInt("slot"), row.getLong("n"), Long::sum);
          }
        });
    return rows.stream()
        .map(row ->
            new Group(row.key(), row.figures(slots(waits, row.key()), slots(talks, row.key()))))
        .toList();
  }

  private static Map<Integer, Long> slots(Map<String, Map<Integer, Long>> all, String key) {
    return all.computeIfAbsent(key, _ -> new HashMap<>());
  }

  /// The first of the array is slot 1; null stands for none.
  private static void add(Array counts, Map<Integer, Long> slots) throws SQLException {
    var slot = 1;
    for (var count : (@Nullable Integer[]) counts.getArray()) {
      if (count != null) {
        slots.merge(slot, count.longValue(), Long::sum);
      }
      slot++;
    }
  }

  /// The hour (UTC) with most records; the earliest of equals.
  @Nullable BusiestHour busiestHour(CdrFilter filter) {
    var counted = Counted.of(filter, filter.extension() == null ? List.of(Grain.HOUR) : List.of());
    var isOfAll = filter.direction() == null && filter.disposition() == null;
    return jdbc.sql(
            """
            select hour, sum(n) as n from (
              select bucket as hour, records as n from (%s) h where %s
              union all
              select date_trunc('hour', start, 'UTC'), 1 from pbx.cdr where %s) h
             group by 1 order by 2 desc, 1 limit 1
            """
                .formatted(isOfAll ? HOURS : HOURS_APART, counted.rollup(), counted.records()))
        .params(counted.values())
        .query((row, _) ->
            new BusiestHour(
                Objects.requireNonNull(row.getObject("hour", OffsetDateTime.class)).toInstant(),
                row.getLong("n")))
        .optional()
        .orElse(null);
  }

  private static Counted counted(CdrFilter filter, GroupBy by, ZoneId zone) {
    Instant from = Objects.requireNonNull(filter.from());
    Instant to = Objects.requireNonNull(filter.to());
    return Counted.of(filter, by.grains(filter.extension() != null, zone, from, to));
  }

  private JdbcClient.StatementSpec spec(Counted counted, GroupBy by, String select, ZoneId zone) {
    var perNumber = by == GroupBy.EXTENSION && "".equals(counted.values().get("number"));
    var with =
        COUNTED.formatted(
            perNumber ? "extension <> ''" : "extension = :number",
            counted.rollup(),
            perNumber ? "e.n" : ":number",
            perNumber
                ? "cross join lateral pbx.cdr_numbers(src, dst, endpoint, dstendpoint) e(n)"
                : "",
            counted.records());
    return jdbc.sql(with + select).params(counted.values()).param("zone", zone.getId());
  }
}
