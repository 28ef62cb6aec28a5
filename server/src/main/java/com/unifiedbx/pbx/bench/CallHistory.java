package com.unifiedbx.pbx.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A year of call records of 1,000 extensions and a trunk, written into the partitions by the
/// database itself: the twelve whole months before this one, each with 28 days.
///
/// The months have the same calls at other dates, so what the product counts of the first is what
/// it would count of each: it is counted once, by the product's own statement, and moved.
final class CallHistory {

  static final int FIRST_EXTENSION = 1001;
  static final int EXTENSIONS = 1_000;
  static final int MONTHS = 12;
  private static final int DAYS = 28;
  private static final int AT_ONCE = 2;

  /// `%1$s` the table, `%2$s` the first moment of its month, `%3$d` how many, `%4$s` seconds from
  /// one to the next.
  private static final String RECORDS =
      """
      insert into %1$s (start, answer, "end", uniqueid, linkedid, sequence, src, dst, clid,
        dcontext, channel, dstchannel, endpoint, dstendpoint, lastapp, lastdata, duration, billsec,
        disposition, direction, accountcode, peeraccount, userfield, cause)
      select start, case when talk > 0 then start + wait * interval '1 second' end,
        start + (wait + talk) * interval '1 second', id, id, n, src, dst,
        '"Caller ' || src || '" <' || src || '>', context,
        'PJSIP/' || a || '-' || lpad(to_hex(n), 8, '0'),
        'PJSIP/' || b || '-' || lpad(to_hex(n + 1), 8, '0'), a, b,
        'Dial', 'PJSIP/' || b || ',25,tT', wait + talk, talk,
        case when talk > 0 then 'ANSWERED' when luck < 0.9 then 'NO ANSWER' else 'BUSY' end,
        direction, src, '', '', 16
      from (
        select n, start, extract(epoch from start)::bigint || '.' || n as id, wait, luck,
          case when luck < 0.7 then 1 + (600 * power(talked, 3))::int else 0 end as talk,
          case way when 0 then outside else inside end as src,
          case way when 0 then inside when 1 then outside else other end as dst,
          case way when 0 then 'from-trunk' else 'from-internal' end as context,
          case way when 0 then 'trunk-carrier' else inside end as a,
          case way when 0 then inside when 1 then 'trunk-carrier' else other end as b,
          case way when 0 then 'inbound' when 1 then 'outbound' else 'internal' end as direction
        from (
          select n, timestamptz '%2$s' + n * %4$s * interval '1 second' as start,
            1 + (30 * random())::int as wait, random() as luck, random() as talked, n %% 3 as way,
            (1001 + floor(1000 * random())::int)::text as inside,
            (1001 + floor(1000 * random())::int)::text as other,
            '+4930' || (1000000 + floor(9000000 * random())::int) as outside
          from generate_series(0, %3$d - 1) n) drawn) called
      """;

  private static final String COUNTS =
      """
      insert into pbx.cdr_rollup
      select grain, extension, case grain when 'month' then timestamptz '%2$s'
          else bucket + (timestamptz '%2$s' - timestamptz '%1$s') end,
        direction, disposition, records, wait_seconds, talk_seconds, waits, talks
      from pbx.cdr_rollup where bucket >= '%1$s' and bucket < timestamptz '%1$s' + interval '1 month'
      order by 1, 2, 3, 4, 5
      """;

  private static final String HOURS =
      """
      insert into pbx.cdr_hour
      select bucket, sum(records) from pbx.cdr_rollup where grain = 'hour' and extension = ''
       group by 1 order by 1
      """;

  private final String url;
  private final YearMonth first;
  private final int perMonth;

  /// @param url of the database for JDBC, with the login of the API
  CallHistory(String url, Instant now, int rows) {
    this.url = url;
    this.first = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(MONTHS);
    this.perMonth = Math.max(1, rows / MONTHS);
  }

  int rows() {
    return perMonth * MONTHS;
  }

  /// Midnight of that day of the last month.
  Instant lastMonth(int day) {
    return begin(first.plusMonths(MONTHS - 1)).plus(day - 1, ChronoUnit.DAYS);
  }

  /// So many whole months up to the end.
  Instant months(int count) {
    return begin(first.plusMonths(MONTHS - count));
  }

  void make() throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      fill(first);
      execute("do $$ begin execute pbx.cdr_rollup_statement('%s'); end $$".formatted(table(first)));
      var parts = new ArrayList<Future<?>>();
      for (var number = 1; number < MONTHS; number++) {
        var month = first.plusMonths(number);
        parts.add(
            threads.submit(() -> {
              fill(month);
              execute(COUNTS.formatted(begin(first), begin(month)));
            }));
      }
      for (var part : parts) {
        part.get();
      }
      execute(HOURS);
      execute("analyze pbx.cdr", "vacuum analyze pbx.cdr_rollup");
    } catch (ExecutionException e) {
      throw new BenchException("The call records can't be made: " + e.getCause(), e);
    }
  }

  /// Attached when it is full, for indexes are built faster than they grow.
  private void fill(YearMonth month) {
    var table = table(month);
    var seconds = DAYS * 86_400.0 / perMonth;
    execute(
        "set maintenance_work_mem = '512MB'",
        "set synchronous_commit = off",
        "select setseed(0.5)",
        "create table %s (like pbx.cdr including defaults including constraints)".formatted(table),
        RECORDS.formatted(table, begin(month), perMonth, seconds),
        "alter table pbx.cdr attach partition %s for values from ('%s') to ('%s')"
            .formatted(table, begin(month), begin(month.plusMonths(1))),
        "vacuum analyze " + table);
  }

  private void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      for (var each : List.of(statements)) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new BenchException("The call records can't be made: " + e.getMessage(), e);
    }
  }

  private static String table(YearMonth month) {
    return "pbx.cdr_%d_%02d".formatted(month.getYear(), month.getMonthValue());
  }

  private static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
