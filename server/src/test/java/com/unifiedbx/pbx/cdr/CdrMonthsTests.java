package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdrMonthsTests {

  private final TestDatabase database = TestDatabase.fresh();
  @TempDir Path directory;
  private TestImport imported;

  @BeforeEach
  void prepare() {
    imported = TestImport.on(database, directory.resolve("journal.csv"));
  }

  private void storeAt(int number, String start) throws IOException {
    var epoch = Instant.parse(start).getEpochSecond() + ".000000";
    imported.journal.append(TestJournal.bytes(TestJournal.fields(number, 12, epoch)));
    imported.pass();
  }

  private void tend(String now, @Nullable Period retention) {
    var clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    new CdrMonths(imported.jdbc, retention, clock).tend();
  }

  private List<@Nullable String> tables() {
    return imported
        .jdbc
        .sql("select sequence || ' ' || tableoid::regclass from pbx.cdr order by sequence")
        .query(String.class)
        .list();
  }

  /// Twice: apart, and all in one.
  private List<Long> counted() {
    return imported
        .jdbc
        .sql(
            """
            select coalesce(sum(records), 0) from pbx.cdr_rollup where grain = 'hour'
            union all
            select coalesce(sum(records), 0) from pbx.cdr_hour
            """)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  @Test
  void comingMonthsAreMadeAhead() {
    tend("2031-11-30T23:00:00Z", null);
    assertThat(
            imported
                .jdbc
                .sql(
                    """
                    select count(*) from pg_inherits where inhparent = 'pbx.cdr'::regclass
                      and inhrelid::regclass::text ~ 'cdr_2031_1[12]|cdr_2032_01'
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void recordsThatStrayedGetTheirMonth() throws IOException {
    storeAt(1, "2024-02-29T12:00:00Z");
    imported.jdbc.sql("alter table pbx.cdr detach partition pbx.cdr_2024_02").update();
    imported.jdbc.sql("insert into pbx.cdr_default select * from pbx.cdr_2024_02").update();
    imported.jdbc.sql("drop table pbx.cdr_2024_02").update();
    var before = imported.cdrs().list(CdrFilter.ALL, 10, null);
    assertThat(tables()).singleElement().asString().endsWith("cdr_default");
    tend("2026-11-25T00:00:00Z", null);
    assertThat(tables()).singleElement().asString().endsWith("cdr_2024_02");
    assertThat(imported.cdrs().list(CdrFilter.ALL, 10, null)).isEqualTo(before);
  }

  @Test
  void whatIsOlderThanTheRetentionGoesByMonths() throws IOException {
    storeAt(1, "2026-05-31T23:59:59Z");
    storeAt(2, "2026-06-01T00:00:00Z");
    storeAt(3, "2026-11-25T00:00:00Z");
    tend("2026-11-25T00:00:00Z", null);
    assertThat(tables()).hasSize(3);
    tend("2026-11-25T00:00:00Z", Period.ofMonths(5));
    assertThat(tables()).containsExactly("2 cdr_2026_06", "3 cdr_2026_11");
    assertThat(counted()).containsExactly(2L, 2L);
    assertThat(imported.cdrs().list(CdrFilter.ALL, 10, null).total()).isEqualTo(2);
  }

  @Test
  void recordOfAnyTimeIsStored() throws IOException {
    storeAt(1, "1970-01-01T00:00:01Z");
    storeAt(2, "2099-12-31T23:59:59Z");
    assertThat(tables()).hasSize(2).noneMatch(table -> table.endsWith("default"));
  }
}
