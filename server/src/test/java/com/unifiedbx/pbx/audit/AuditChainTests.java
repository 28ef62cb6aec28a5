package com.unifiedbx.pbx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.audit.Verdict.Problem;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The chain on a real PostgreSQL, and every way to falsify it that we could think of.
class AuditChainTests {

  private static final Secret KEY = new Secret("the key of the chain");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T10:00:00.123456Z"), ZoneOffset.UTC);
  private static final Actor ACTOR =
      new Actor("app_1", "app_1", "crm", "token-1", "192.0.2.7", "request-1");

  @TempDir Path directory;

  private final TestDatabase database = TestDatabase.fresh();

  private record Change(
      String operation, String object, @Nullable Object before, @Nullable Object after)
      implements Audited {}

  private AuditLog log() {
    return AuditLog.over(database.dataSource(), KEY, directory.resolve("head"), CLOCK);
  }

  private AuditLog logWithRows(int count) {
    var log = log();
    for (var i = 1; i <= count; i++) {
      log.record(change(1000 + i), ACTOR);
    }
    log.saveHead();
    return log;
  }

  private static Change change(int number) {
    return new Change(
        "extension.update",
        "extension:" + number,
        Map.of("name", "Öld \u2603"),
        Map.of("name", "New", "secret", new Secret("must not be seen")));
  }

  /// As a database administrator would: with the triggers out of the way.
  private void falsify(String... statements) {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table pbx.audit_log disable trigger all");
      statement.execute("grant update, delete, truncate on pbx.audit_log to current_user");
      for (var sql : statements) {
        statement.execute(sql);
      }
      statement.execute("alter table pbx.audit_log enable always trigger audit_append_only");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void chainOfHonestRowsIsWholeAndItsRowsSayWhatHappened() {
    var log = logWithRows(5);
    var verdict = log.verify(null);
    assertThat(verdict.isWhole()).isTrue();
    assertThat(verdict.rows()).isEqualTo(5);
    assertThat(log.verify(verdict.head()).isWhole()).isTrue();
    var newest = log.list(AuditFilter.ALL, 1, null).items().getFirst();
    assertThat(newest.id()).isEqualTo("5");
    assertThat(newest.time()).isEqualTo(Instant.parse("2026-11-25T10:00:00.123Z"));
    assertThat(newest.actor()).isEqualTo("app_1");
    assertThat(newest.application()).isEqualTo(new AuditEvent.CallingApplication("app_1", "crm"));
    assertThat(newest.tokenId()).isEqualTo("token-1");
    assertThat(newest.address()).isEqualTo("192.0.2.7");
    assertThat(newest.requestId()).isEqualTo("request-1");
    assertThat(newest.operation()).isEqualTo("extension.update");
    assertThat(newest.object()).isEqualTo("extension:1005");
    assertThat(newest.before()).isEqualTo("{\"name\":\"Öld ☃\"}");
    assertThat(newest.after()).contains("\"secret\":\"********\"").doesNotContain("must not");
    assertThat(newest.outcome()).isEqualTo("done");
  }

  @Test
  void emptyLogIsWhole() {
    assertThat(log().verify(null).isWhole()).isTrue();
  }

  @Test
  void databaseRefusesToChangeDeleteOrTruncate() {
    logWithRows(1);
    for (var sql :
        List.of(
            "update pbx.audit_log set operation = 'x'",
            "update pbx.audit_log set operation = 'x' where false",
            "delete from pbx.audit_log",
            "truncate pbx.audit_log")) {
      assertThatThrownBy(() -> JdbcClient.create(database.dataSource()).sql(sql).update())
          .as(sql)
          .hasStackTraceContaining("permission denied");
    }
    // Who gives himself the rights still meets the trigger, also as a replica.
    var jdbc = JdbcClient.create(database.dataSource());
    jdbc.sql("grant update, delete, truncate on pbx.audit_log to current_user").update();
    assertThatThrownBy(() -> jdbc.sql("delete from pbx.audit_log").update())
        .hasStackTraceContaining("append-only");
    assertThatThrownBy(() -> jdbc.sql("truncate pbx.audit_log").update())
        .hasStackTraceContaining("append-only");
  }

  @Test
  void everyChangedColumnIsFound() {
    var changes =
        List.of(
            "at = at + interval '1 microsecond'",
            "actor = 'cli:root'",
            "application_id = null",
            "application_name = 'CRM'",
            "token_id = 'token-2'",
            "address = '192.0.2.8'",
            "request_id = ''",
            "operation = 'extension.add'",
            "object = 'extension:9999'",
            "before = null",
            "after = '{\"name\": \"New\"}'",
            "outcome = 'refused'",
            "error = 'stale'");
    logWithRows(changes.size() + 1);
    for (var i = 0; i < changes.size(); i++) {
      falsify("update pbx.audit_log set " + changes.get(i) + " where seq = " + (i + 1));
      assertThat(log().verify(null).problems())
          .as(changes.get(i))
          .hasSize(i + 1)
          .contains(new Problem(i + 1, "was changed, or was not written by this product"));
    }
  }

  @Test
  void deletedRowsAreNamed() {
    logWithRows(6);
    falsify("delete from pbx.audit_log where seq in (3, 4)");
    var problems = log().verify(null).problems();
    assertThat(problems).containsExactly(new Problem(3, "to row 4 are missing"));
  }

  @Test
  void rowsBeforeTheFirstAreFound() {
    logWithRows(3);
    falsify(
        "alter table pbx.audit_log drop constraint if exists audit_log_seq_check",
        "insert into pbx.audit_log (seq, at, actor, operation, object, outcome, previous, hash)"
            + " select -1, at, 'cli:nobody', operation, object, outcome, previous, hash"
            + " from pbx.audit_log where seq = 1");
    assertThat(log().verify(null).problems())
        .contains(new Problem(-1, "was changed, or was not written by this product"));
  }

  @Test
  void theSmallestNumberThereIsIsNoHidingPlace() {
    logWithRows(3);
    falsify(
        "alter table pbx.audit_log drop constraint if exists audit_log_seq_check",
        "insert into pbx.audit_log (seq, at, actor, operation, object, outcome, previous, hash)"
            + " select -9223372036854775808, at, 'cli:nobody', operation, object, outcome, previous,"
            + " hash from pbx.audit_log where seq = 1");
    assertThat(log().verify(null).problems()).extracting(Problem::row).contains(Long.MIN_VALUE);
  }

  @Test
  void twoRowsOfOneNumberAreFoundWhereverTheyStand() {
    logWithRows(3);
    falsify(
        "alter table pbx.audit_log drop constraint audit_log_pkey",
        "insert into pbx.audit_log select * from pbx.audit_log");
    assertThat(log().verify(null).problems()).extracting(Problem::row).contains(1L, 2L, 3L);
  }

  @Test
  void anOutcomeThatThereIsNotIsFoundAndCanBeRead() {
    logWithRows(2);
    falsify(
        "alter table pbx.audit_log drop constraint audit_log_outcome_check",
        "update pbx.audit_log set outcome = 'nonsense' where seq = 2");
    assertThat(log().verify(null).problems())
        .containsExactly(new Problem(2, "was changed, or was not written by this product"));
    assertThat(log().list(AuditFilter.ALL, 1, null).items().getFirst().outcome())
        .isEqualTo("unknown");
  }

  @Test
  void aHeadThatIsMissingOrCantBeReadIsSaid() throws IOException {
    assertThat(log().verify(null).warning()).isNull();
    logWithRows(3);
    assertThat(log().verify(null).warning()).isNull();
    Files.writeString(directory.resolve("head"), "garbage");
    assertThat(log().verify(null).warning()).contains("can't be read");
    Files.delete(directory.resolve("head"));
    assertThat(log().verify(null).warning()).contains("is missing").contains("--expect");
  }

  @Test
  void rowsRenumberedOverAGapAreFound() {
    logWithRows(6);
    falsify(
        "delete from pbx.audit_log where seq = 3",
        "update pbx.audit_log set seq = seq - 1 where seq > 3");
    var verdict = log().verify(null);
    assertThat(verdict.isWhole()).isFalse();
    assertThat(verdict.problems().getFirst().row()).isEqualTo(3);
  }

  @Test
  void swappedRowsAreFound() {
    logWithRows(4);
    falsify(
        "update pbx.audit_log set seq = 100 where seq = 2",
        "update pbx.audit_log set seq = 2 where seq = 3",
        "update pbx.audit_log set seq = 3 where seq = 100");
    assertThat(log().verify(null).problems().getFirst().row()).isEqualTo(2);
  }

  @Test
  void forgedRowIsFoundThoughItLinksToTheOneBefore() {
    logWithRows(3);
    falsify(
        """
        insert into pbx.audit_log (seq, at, actor, operation, object, outcome, previous, hash)
        select 4, now(), 'cli:root', 'x', 'y', 'done', hash, sha256(hash)
        from pbx.audit_log where seq = 3\
        """);
    assertThat(log().verify(null).problems())
        .containsExactly(new Problem(4, "was changed, or was not written by this product"));
  }

  @Test
  void chainOfAnotherKeyIsForgedFromItsFirstRowOn() {
    logWithRows(3);
    var other =
        AuditLog.over(
            database.dataSource(), new Secret("guessed"), directory.resolve("other"), CLOCK);
    assertThat(other.verify(null).problems()).hasSize(3);
  }

  @Test
  void cutOffEndIsMissedByTheFileOutsideOfTheDatabase() {
    logWithRows(6);
    falsify("delete from pbx.audit_log where seq > 4");
    assertThat(log().verify(null).problems())
        .containsExactly(new Problem(5, "to row 6 are missing: the end was cut off"));
  }

  @Test
  void rowsWrittenAfterACutDoNotCoverItUp() {
    var log = logWithRows(6);
    falsify("delete from pbx.audit_log where seq > 4");
    log.record(change(1), ACTOR);
    log().record(change(2), ACTOR);
    var verdict = log().verify(null);
    assertThat(verdict.problems()).containsExactly(new Problem(5, "to row 6 are missing"));
    assertThat(verdict.rows()).isEqualTo(6);
  }

  /// What the file can't see: it is gone as well. A head that was kept elsewhere can.
  @Test
  void headKeptElsewhereFindsWhatTheFileCannot() throws IOException {
    var head = logWithRows(6).verify(null).head();
    falsify("delete from pbx.audit_log where seq > 4");
    Files.delete(directory.resolve("head"));
    assertThat(log().verify(null).isWhole()).isTrue();
    assertThat(log().verify(head).problems()).hasSize(1);
    assertThatExceptionOfType(com.unifiedbx.pbx.kernel.RefusedException.class)
        .isThrownBy(() -> log().verify("6:abc"));
  }

  @Test
  void changeAndRowAreCommittedTogetherOrNotAtAll() {
    var log = log();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    transaction.executeWithoutResult(status -> log.record(change(1), ACTOR));
    transaction.executeWithoutResult(status -> {
      log.record(change(2), ACTOR);
      status.setRollbackOnly();
    });
    transaction.executeWithoutResult(status -> {
      log.record(change(3), ACTOR);
      log.record(change(4), ACTOR);
    });
    assertThat(log.list(AuditFilter.ALL, 50, null).items())
        .extracting(AuditEvent::object)
        .containsExactly("extension:4", "extension:3", "extension:1");
    assertThat(log.verify(null).isWhole()).isTrue();
  }

  @Test
  void writersOnManyThreadsMakeOneChain() {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var writer = 0; writer < 8; writer++) {
        var first = writer * 100;
        threads.execute(() -> {
          var log = log();
          for (var i = 0; i < 20; i++) {
            log.record(change(first + i), ACTOR);
          }
        });
      }
    }
    var verdict = log().verify(null);
    assertThat(verdict.rows()).isEqualTo(160);
    assertThat(verdict.isWhole()).isTrue();
  }

  @Test
  void pagesAndFiltersFindRows() {
    var log = logWithRows(5);
    log.record(new Change("call.originate", "call:1", null, null), Actor.commandLine());
    var first = log.list(AuditFilter.ALL, 4, null);
    assertThat(first.total()).isEqualTo(6);
    assertThat(log.list(AuditFilter.ALL, 4, first.nextCursor()).items()).hasSize(2);
    for (var filter :
        Map.of(
                Map.of("operation", "call"), 1,
                Map.of("operation", "extension"), 5,
                Map.of("operation", "extension.update", "object", "extension:1002"), 1,
                Map.of("object", "extension"), 5,
                Map.of("object", "extension:100"), 0,
                Map.of("actor", "app_1"), 5,
                Map.of("outcome", "refused"), 0,
                Map.of("from", "2026-11-25T10:00:00.123457Z"), 0,
                Map.of("to", "2026-11-25T10:00:00.123457Z", "address", "192.0.2.7"), 5)
            .entrySet()) {
      assertThat(log.list(AuditFilter.of(filter.getKey()), Page.DEFAULT_LIMIT, null).total())
          .as(filter.getKey().toString())
          .isEqualTo(filter.getValue().longValue());
    }
  }
}
