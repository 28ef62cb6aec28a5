package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A database with records from before the rollups is brought up to date.
class CdrUpgradeTests {

  @TempDir Path directory;

  @Test
  void recordsThatWereThereAreCounted() throws IOException {
    var database = TestDatabase.fresh();
    var imported = TestImport.on(database, directory.resolve("journal.csv"));
    for (int n = 1; n <= 7; n++) {
      imported.journal.append(TestJournal.bytes(TestJournal.fields(n)));
    }
    imported.pass();
    var jdbc = JdbcClient.create(database.dataSource());
    var rows = "select row_to_json(r)::text from pbx.cdr_rollup r order by 1";
    var before = jdbc.sql(rows).query(String.class).list();
    assertThat(before).isNotEmpty();
    var hours = "select bucket || ' ' || records from pbx.cdr_hour order by 1";
    var hoursBefore = jdbc.sql(hours).query(String.class).list();
    assertThat(hoursBefore).isNotEmpty();
    jdbc.sql(
            """
            drop table pbx.cdr_rollup, pbx.cdr_hour;
            drop trigger cdr_count on pbx.cdr;
            drop function pbx.cdr_count, pbx.cdr_rollup_statement, pbx.cdr_numbers;
            drop aggregate pbx.cdr_slots(int);
            drop function pbx.cdr_slots_count, pbx.cdr_slots_sum, pbx.cdr_slot;
            drop index pbx.cdr_src_end, pbx.cdr_dst_end, pbx.cdr_disposition, pbx.cdr_direction,
              pbx.cdr_duration;
            drop function pbx.cdr_stray_months, pbx.cdr_forget_before;
            drop index pbx.cdr_src_filtered, pbx.cdr_dst_filtered, pbx.cdr_endpoint_filtered,
              pbx.cdr_dstendpoint_filtered;
            create index cdr_src on pbx.cdr (src, start desc, id desc);
            create index cdr_dst on pbx.cdr (dst, start desc, id desc);
            create index cdr_endpoint on pbx.cdr (endpoint, start desc, id desc);
            create index cdr_dstendpoint on pbx.cdr (dstendpoint, start desc, id desc);
            delete from pbx.flyway_schema_history where version in ('061', '062', '064', '065')
            """)
        .update();
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/migration")
        .schemas("pbx")
        .outOfOrder(true)
        .placeholders(Map.of("asteriskRole", database.asteriskRole()))
        .load()
        .migrate();
    assertThat(jdbc.sql(rows).query(String.class).list()).isEqualTo(before);
    assertThat(jdbc.sql(hours).query(String.class).list()).isEqualTo(hoursBefore);
    imported.journal.append(8);
    imported.pass();
    assertThat(imported.cdrs().list(CdrFilter.ALL, 10, null).total()).isEqualTo(8);
  }
}
