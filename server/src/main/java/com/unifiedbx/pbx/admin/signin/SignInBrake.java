package com.unifiedbx.pbx.admin.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Slows down those who guess passwords: by name and by address, in the database, so that neither a
/// restart nor another node forgets.
///
/// An attempt counts as failed before it is looked at and is taken back when it was right: many at
/// once get no more tries than one after the other. From the fifth on a name waits 30 seconds, then
/// twice as long each time, at most 15 minutes; an address from the twentieth on. Names that do not
/// exist are counted as well, and tell nothing by that.
@Component
class SignInBrake {

  private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /// @param free failures without a delay
  /// @param forgotten how long after the last one they no longer count
  private record Rule(String prefix, int free, Duration forgotten) {}

  private static final Rule NAME = new Rule("user:", 4, Duration.ofHours(24));
  private static final Rule ADDRESS = new Rule("address:", 19, Duration.ofHours(1));

  private final JdbcClient jdbc;
  private final Clock clock;

  SignInBrake(DataSource dataSource, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /// Counts an attempt.
  ///
  /// @return until when nobody is let in under that name or from there, and the attempt must not be
  ///   looked at; null when it may
  @Nullable Instant lockedUntil(String name, String address) {
    var locked = count(ADDRESS, address);
    return locked == null ? count(NAME, name) : locked;
  }

  /// The attempt was right.
  void right(String name, String address) {
    jdbc.sql("delete from pbx.sign_in_failure where subject = ?")
        .param(NAME.prefix() + name)
        .update();
    jdbc.sql(
            """
            update pbx.sign_in_failure set failures = failures - 1, locked_until = last_at
            where subject = ? and failures > 0\
            """)
        .param(ADDRESS.prefix() + address)
        .update();
  }

  /// Whether the attempt that was just counted was the last for a while.
  @Nullable Instant nextTry(String name) {
    return until(NAME.prefix() + name);
  }

  private @Nullable Instant count(Rule rule, String of) {
    var now = clock.instant();
    var subject = rule.prefix() + of;
    var counted =
        jdbc.sql(
                """
                insert into pbx.sign_in_failure as f (subject, failures, last_at, locked_until)
                values (:subject, 1, :now, :now)
                on conflict (subject) do update set
                  failures = case when f.last_at < :forgotten then 1 else f.failures + 1 end,
                  last_at = :now,
                  locked_until = case
                    when f.last_at < :forgotten or f.failures < :free then :now
                    else :now + least(
                      make_interval(secs => :longest),
                      make_interval(secs => :first * power(2, least(f.failures - :free, 20)))) end
                where f.locked_until <= :now\
                """)
            .param("subject", subject)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("forgotten", now.minus(rule.forgotten()).atOffset(ZoneOffset.UTC))
            .param("free", rule.free())
            .param("first", (double) FIRST_DELAY.toSeconds())
            .param("longest", (double) LONGEST_DELAY.toSeconds())
            .update();
    return counted == 1 ? null : until(subject);
  }

  private @Nullable Instant until(String subject) {
    return jdbc.sql(
            "select locked_until from pbx.sign_in_failure where subject = ? and locked_until > ?")
        .params(subject, clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, at) -> row.getTimestamp(1).toInstant())
        .optional()
        .orElse(null);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  void forget() {
    jdbc.sql("delete from pbx.sign_in_failure where last_at < ?")
        .param(clock.instant().minus(NAME.forgotten()).atOffset(ZoneOffset.UTC))
        .update();
  }
}
