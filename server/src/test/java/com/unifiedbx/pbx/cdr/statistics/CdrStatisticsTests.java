package com.unifiedbx.pbx.cdr.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rollups, against the same questions asked of the records.
class CdrStatisticsTests {

  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh().dataSource());
  private final CdrStatistics statistics = new CdrStatistics(new StatisticsRepository(jdbc));

  @BeforeEach
  void store() {
    // In two halves, so that counts are added to counts.
    for (var half : List.of("1, 1500", "1501, 3000")) {
      jdbc.sql(
              """
              insert into pbx.cdr (uniqueid, linkedid, sequence, src, dst, clid, dcontext, channel,
                dstchannel, endpoint, dstendpoint, lastapp, lastdata, start, duration, billsec,
                disposition, direction, accountcode, peeraccount, userfield)
              select 'u' || n, 'u' || n, n, (1001 + mod(n, 7))::text, (1001 + mod(n, 3))::text, '', '', '',
                '', (1001 + mod(n, 7))::text, null, '', '', timestamptz '2026-01-20Z' + n * interval '31 min',
                mod(n, 50) + mod(n, 400), mod(n, 400),
                (array['ANSWERED', 'BUSY', 'NO ANSWER'])[1 + mod(n, 3)],
                (array['inbound', 'outbound'])[1 + mod(n, 2)], '', '', ''
              from generate_series(%s) n
              """
                  .formatted(half))
          .update();
    }
  }

  private Statistics of(String... given) {
    var map = new HashMap<String, String>();
    for (int n = 0; n < given.length; n += 2) {
      map.put(given[n], given[n + 1]);
    }
    return statistics.of(map);
  }

  private Map<String, Long> counted(String key, String where) {
    var counts = new HashMap<String, Long>();
    jdbc.sql(
            "select %s as key, count(*) as n from pbx.cdr where %s group by 1"
                .formatted(key, where))
        .query(row -> {
          counts.put(row.getString("key"), row.getLong("n"));
        });
    return counts;
  }

  private static Map<String, Long> records(Statistics statistics) {
    var counts = new HashMap<String, Long>();
    statistics.items().forEach(item -> counts.put(item.key(), item.figures().records()));
    return counts;
  }

  @Test
  void everyGroupingAgreesWithTheRecords() {
    var from = "2026-01-25T10:20:00Z";
    var to = "2026-03-15T07:45:00Z";
    var where = "start >= '" + from + "' and start < '" + to + "'";
    for (var by : List.of("direction", "disposition")) {
      assertThat(records(of("from", from, "to", to, "groupBy", by))).isEqualTo(counted(by, where));
      assertThat(records(of("from", from, "to", to, "groupBy", by, "extension", "1002")))
          .isEqualTo(counted(by, where + " and '1002' in (src, dst, endpoint, dstendpoint)"));
    }
    for (var zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata")) {
      var day =
          "to_char(date_trunc('day', start, '%s') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
              .formatted(zone);
      var days = of("from", from, "to", to, "groupBy", "day", "timeZone", zone);
      assertThat(records(days)).isEqualTo(counted(day, where));
      assertThat(records(of("from", from, "to", to, "groupBy", "hourOfDay", "timeZone", zone)))
          .isEqualTo(counted("to_char(start at time zone '" + zone + "', 'HH24')", where));
    }
    assertThat(records(of("from", from, "to", to, "groupBy", "extension")))
        .isEqualTo(byNumber(where));
    assertThat(of("from", from, "to", to).total().records())
        .isEqualTo(counted("''", where).get(""));
  }

  private Map<String, Long> byNumber(String where) {
    var counts = new HashMap<String, Long>();
    jdbc.sql(
            "select n, count(*) as records from pbx.cdr, pbx.cdr_numbers(src, dst, endpoint, dstendpoint) n where %s group by 1"
                .formatted(where))
        .query(row -> {
          counts.put(row.getString("n"), row.getLong("records"));
        });
    return counts;
  }

  @Test
  void timesAreThoseOfTheRecordsWithinTheirPrecision() {
    var total = of("from", "2026-01-01T00:00:00Z", "to", "2026-06-01T00:00:00Z").total();
    var talking = requireNonNull(total.talking());
    var waiting = requireNonNull(total.waiting());
    var exact =
        jdbc.sql(
                """
                select percentile_disc(array[0.5, 0.9, 0.99]) within group (order by billsec) as talk,
                       sum(billsec) as talks, sum(duration - billsec) as waits, count(*) as n
                  from pbx.cdr where disposition = 'ANSWERED'
                """)
            .query((row, _) -> {
              var talk = (Long[]) row.getArray("talk").getArray();
              assertThat(talking.p50()).isBetween((long) (talk[0] * 0.89), (long) (talk[0] * 1.11));
              assertThat(talking.p90()).isBetween((long) (talk[1] * 0.89), (long) (talk[1] * 1.11));
              assertThat(talking.p99()).isBetween((long) (talk[2] * 0.89), (long) (talk[2] * 1.11));
              assertThat(talking.total()).isEqualTo(row.getLong("talks"));
              assertThat(waiting.total()).isEqualTo(row.getLong("waits"));
              return row.getLong("n");
            })
            .single();
    assertThat(total.answered()).isEqualTo(exact);
    assertThat(total.answerRate()).isBetween(0.33, 0.34);
  }

  @Test
  void busiestHourIsFound() {
    var busiest =
        requireNonNull(
            of("from", "2026-01-01T00:00:00Z", "to", "2026-06-01T00:00:00Z").busiestHour());
    assertThat(busiest.records()).isEqualTo(2);
    var ofAnswered =
        requireNonNull(
            of(
                    "from",
                    "2026-01-01T00:00:00Z",
                    "to",
                    "2026-06-01T00:00:00Z",
                    "disposition",
                    "ANSWERED")
                .busiestHour());
    assertThat(ofAnswered.records()).isBetween(1L, 2L);
  }

  @Test
  void emptyPeriodHasNoFigures() {
    var empty = of("from", "2020-01-01T00:00:00Z", "to", "2020-06-01T00:00:00Z", "groupBy", "day");
    assertThat(empty.total().records()).isZero();
    assertThat(empty.busiestHour()).isNull();
    assertThat(empty.items()).isEmpty();
  }

  @Test
  void badQuestionsAreRefusedWithTheirField() {
    for (var bad :
        List.of(
            "groupBy=moon",
            "timeZone=+01:00",
            "src=1001",
            "from=2000-01-01T00:00:00Z",
            "extension=x")) {
      var pair = bad.split("=", 2);
      assertThatThrownBy(() -> of(pair[0], pair[1]))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.refusal().field()).isEqualTo(pair[0]));
    }
  }
}
