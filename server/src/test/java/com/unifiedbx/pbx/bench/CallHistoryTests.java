package com.unifiedbx.pbx.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the benchmark of call records measures must be what the product would have made.
class CallHistoryTests {

  private static final String COUNTS = "select * from pbx.cdr_rollup";

  @Test
  void aYearOfRecordsIsCountedAsTheProductCountsIt() throws InterruptedException {
    var database = TestDatabase.fresh();
    var jdbc = JdbcClient.create(database.dataSource());
    var history =
        new CallHistory(
            database.url() + "&user=" + database.user() + "&password=" + database.password(),
            Instant.parse("2026-04-10T12:00:00Z"),
            2_400);
    history.make();
    assertThat(number(jdbc, "select count(*) from pbx.cdr")).isEqualTo(2_400);
    assertThat(number(jdbc, "select count(*) from pbx.cdr_default")).isZero();
    assertThat(number(jdbc, "select count(distinct src) from pbx.cdr")).isGreaterThan(150);
    assertThat(number(jdbc, "select count(distinct disposition) from pbx.cdr")).isEqualTo(3);
    assertThat(history.months(12)).isEqualTo("2025-04-01T00:00:00Z");
    assertThat(history.lastMonth(12)).isEqualTo("2026-03-12T00:00:00Z");
    assertThat(
            number(
                jdbc,
                "select count(*) from pbx.cdr where start >= '2026-03-12Z' and start < '2026-03-13Z'"))
        .isBetween(7L, 8L);

    jdbc.sql("create table moved as " + COUNTS).update();
    jdbc.sql("truncate pbx.cdr_rollup").update();
    jdbc.sql("do $$ begin execute pbx.cdr_rollup_statement('pbx.cdr'); end $$").update();
    var difference = "(table %s except table %s)";
    assertThat(number(jdbc, "select count(*) from moved")).isGreaterThan(2_000);
    for (var each :
        new String[] {
          difference.formatted("moved", "pbx.cdr_rollup"),
          difference.formatted("pbx.cdr_rollup", "moved")
        }) {
      assertThat(number(jdbc, "select count(*) from " + each + " d")).isZero();
    }
    assertThat(number(jdbc, "select sum(records) from pbx.cdr_hour")).isEqualTo(2_400);
    assertThat(number(jdbc, "select count(*) from pbx.cdr_hour"))
        .isEqualTo(number(jdbc, "select count(distinct bucket) from moved where grain = 'hour'"));
  }

  private static long number(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(Long.class).single();
  }
}
