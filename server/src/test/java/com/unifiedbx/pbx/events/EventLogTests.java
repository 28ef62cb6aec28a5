package com.unifiedbx.pbx.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The log on a real PostgreSQL.
class EventLogTests {

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final EventRepository log = new EventRepository(jdbc);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

  private static NewEvent event(String data) {
    return new NewEvent("call.queued", TestEvent.TIME, new TreeSet<>(), data);
  }

  private List<Long> positions() {
    return log.after(0, 1_000).stream().map(LoggedEvent::position).toList();
  }

  @Test
  void aReaderNeverPassesAnEventThatIsCommittedLater() throws InterruptedException {
    var appended = new CountDownLatch(1);
    var commit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow =
          threads.submit(() ->
              transaction.executeWithoutResult(status -> {
                log.append(List.of(event("\"slow\"")));
                appended.countDown();
                awaitQuietly(commit);
              }));
      appended.await();
      var fast = threads.submit(() -> log.append(List.of(event("\"fast\""))));
      await().until(this::someoneWaitsForTheLock);
      assertThat(log.after(0, 10)).isEmpty();
      commit.countDown();
      assertThat(slow).succeedsWithin(Duration.ofSeconds(10));
      assertThat(fast).succeedsWithin(Duration.ofSeconds(10));
    }
    assertThat(log.after(0, 10))
        .extracting(e -> new String(e.data(), UTF_8))
        .containsExactly("\"slow\"", "\"fast\"");
  }

  private boolean someoneWaitsForTheLock() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from pg_locks where locktype = 'advisory' and not granted)",
            Boolean.class));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void manyWritersLeaveNoGapForAReaderWhoFollows() {
    var seen = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 8; writer++) {
        var name = writer;
        threads.execute(() -> write(name));
      }
      long position = 0;
      while (seen.size() < 8 * 50) {
        for (var found : log.after(position, 7)) {
          assertThat(found.position()).isGreaterThan(position);
          position = found.position();
          seen.add(new String(found.data(), UTF_8));
        }
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(positions()).isSorted();
  }

  private void write(int writer) {
    for (int i = 0; i < 50; i++) {
      var data = "\"" + writer + "/" + i + "\"";
      var undo = ThreadLocalRandom.current().nextInt(10) == 0;
      if (undo) {
        transaction.executeWithoutResult(status -> {
          log.append(List.of(event("\"undone\"")));
          status.setRollbackOnly();
        });
      }
      transaction.executeWithoutResult(status -> log.append(List.of(event(data))));
    }
  }

  @Test
  void idsGoOnRisingWhenTheClockWasSetBack() {
    log.append(List.of(event("1")));
    var tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli() * 1000;
    jdbc.queryForObject("select setval('pbx.event_last', ?)", Long.class, tomorrow);
    log.append(List.of(event("2"), event("3")));
    assertThat(log.after(0, 10))
        .extracting(e -> new String(e.data(), UTF_8))
        .containsExactly("1", "2", "3");
    assertThat(positions()).endsWith(tomorrow + 1, tomorrow + 2);
  }

  private void logOfHoursAgo(Instant now, int... ages) {
    for (var age : ages) {
      var at = now.minus(Duration.ofHours(age)).toEpochMilli() * 1000;
      jdbc.queryForList("select pbx.event_partition(?)", at);
      jdbc.update(
          "insert into pbx.event values (?, 'call.queued', now(), '{}', ?::json)", at, "" + age);
    }
  }

  private List<String> partitions() {
    return jdbc.query(
        "select inhrelid::regclass from pg_inherits where inhparent = 'pbx.event'::regclass",
        (rs, row) -> rs.getString(1));
  }

  @Test
  void theRetentionThatIsSetDecidesWhichPartitionsAreDropped() {
    var now = Instant.now();
    logOfHoursAgo(now, 9, 5, 1);
    var before = partitions();
    retention(Duration.ofHours(7), now).turn();
    assertThat(log.after(0, 10))
        .extracting(e -> new String(e.data(), UTF_8))
        .containsExactly("5", "1");
    assertThat(before).hasSizeGreaterThanOrEqualTo(3);
    assertThat(partitions()).doesNotContain(before.stream().sorted().findFirst().orElseThrow());
    retention(Duration.ofHours(3), now).turn();
    assertThat(log.after(0, 10)).extracting(e -> new String(e.data(), UTF_8)).containsExactly("1");
  }

  private EventRetention retention(Duration kept, Instant now) {
    return new EventRetention(
        log,
        new EventsProperties(kept, Duration.ofSeconds(15), 10, 10),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void whatKeepsOldEventsFromBeingDroppedShows() {
    var now = new AtomicReference<>(TestEvent.TIME);
    var properties = new EventsProperties(Duration.ofHours(1), Duration.ofSeconds(15), 10, 10);
    var retention = new EventRetention(log, properties, reading(now));
    now.set(TestEvent.TIME.plus(Duration.ofHours(2)));
    transaction.executeWithoutResult(status -> {
      log.append(List.of(event("1")));
      inAnotherThread(retention::turn);
    });
    assertThat(retention.sinceTurn()).isEqualTo(Duration.ofHours(2));
    retention.turn();
    assertThat(retention.sinceTurn()).isZero();
  }

  private static Clock reading(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  /// With a connection of its own.
  private static void inAnotherThread(Runnable what) {
    assertThat(CompletableFuture.runAsync(what)).succeedsWithin(Duration.ofSeconds(60));
  }

  @Test
  void theRetentionIsBetweenAnHourAndThirtyDays() {
    for (var bad : List.of(Duration.ofMinutes(59), Duration.ofDays(31))) {
      assertThatThrownBy(() -> retention(bad, Instant.now()))
          .hasMessageContaining("pbx.events.retention");
    }
  }

  @Test
  void wholeHoursAreForgottenWhenTheyAreOlderThanTheRetention() {
    var now = Instant.now();
    logOfHoursAgo(now, 50, 26, 3, 0);
    var forgotten = log.after(0, 1).getFirst().position();
    log.turn(now.minus(Duration.ofHours(24)));
    assertThat(log.after(0, 10))
        .extracting(e -> new String(e.data(), UTF_8))
        .containsExactly("3", "0");
    assertThat(log.contains(forgotten)).isFalse();
    log.turn(now.minus(Duration.ofHours(24)));
    assertThat(log.newest(1)).extracting(e -> new String(e.data(), UTF_8)).containsExactly("0");
  }
}
