package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// More call records than any other test has, in a month of their own on the shared database;
/// counted nowhere, and gone when it is closed.
final class ManyRecords implements AutoCloseable {

  static final int COUNT = 100_000;
  static final String CALL = "c-export-job-many";
  private final JdbcClient jdbc = TestServer.shared().bean(JdbcClient.class);

  ManyRecords() {
    jdbc.sql("select pbx.cdr_make_month('2019-03-01')").query(Boolean.class).single();
    // Into the partition itself, where nothing counts.
    jdbc.sql(
            """
            insert into pbx.cdr_2019_03 (start, "end", uniqueid, linkedid, sequence, call_id, src, dst,
              clid, dcontext, channel, dstchannel, lastapp, lastdata, duration, billsec,
              disposition, direction, accountcode, peeraccount, userfield)
            select start, start, n::text, n::text, n, ?, '1001', '1002', 'Many <1001>', '', '', '',
              '', '', 0, 0, 'ANSWERED', 'internal', '', '', ''
            from (select n, timestamptz '2019-03-01' + n * interval '1 second' as start
                from generate_series(1, ?) n) r
            """)
        .params(CALL, COUNT)
        .update();
  }

  @Override
  public void close() {
    jdbc.sql("drop table pbx.cdr_2019_03").update();
  }
}
