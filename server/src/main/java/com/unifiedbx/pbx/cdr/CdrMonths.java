package com.unifiedbx.pbx.cdr;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// Keeps the months of the table in order: makes those that come, gives records that strayed into
/// the default partition their own month, drops those that are older than the retention.
///
/// Every step may be repeated and may fail; the next round makes up for it.
class CdrMonths {

  private static final Logger LOG = LoggerFactory.getLogger(CdrMonths.class);
  private static final int AHEAD = 2;

  private final JdbcClient jdbc;
  private final @Nullable Period retention;
  private final Clock clock;

  CdrMonths(JdbcClient jdbc, @Nullable Period retention, Clock clock) {
    this.jdbc = jdbc;
    this.retention = retention;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 20, fixedDelay = 3600, timeUnit = TimeUnit.SECONDS)
  void round() {
    try {
      tend();
    } catch (DataAccessException e) {
      LOG.warn("The months of the call detail records wait for an hour: {}", e.getMessage());
    }
  }

  void tend() {
    var now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
    for (int ahead = 0; ahead <= AHEAD; ahead++) {
      jdbc.sql("select pbx.cdr_make_month(?)")
          .param(now.plusMonths(ahead))
          .query(Boolean.class)
          .single();
    }
    if (retention != null) {
      jdbc.sql("select pbx.cdr_forget_before(?)")
          .param(now.minus(retention))
          .query(String.class)
          .list()
          .forEach(gone -> LOG.info("Dropped {}: older than the retention", gone));
    }
    // One month at a time, for each needs a lock of its own.
    for (var stray :
        jdbc.sql("select * from pbx.cdr_stray_months()").query(OffsetDateTime.class).list()) {
      jdbc.sql("select pbx.cdr_make_month(?)").param(stray).query(Boolean.class).single();
    }
    analyze();
  }

  /// Autovacuum never looks at the partitioned table itself, and plans over all months are made
  /// from what is known of it.
  private void analyze() {
    var stale =
        jdbc.sql(
                """
                select coalesce(greatest(last_analyze, last_autoanalyze), '-infinity')
                    < now() - interval '1 day'
                  from pg_stat_user_tables where relid = 'pbx.cdr'::regclass
                """)
            .query(Boolean.class)
            .optional()
            .orElse(true);
    if (stale) {
      jdbc.sql("analyze pbx.cdr").update();
    }
  }
}
