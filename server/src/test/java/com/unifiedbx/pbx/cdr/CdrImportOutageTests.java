package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.unit.DataSize;

/// The running loop: alone with the kernel's reports, through an outage, through restarts.
class CdrImportOutageTests {

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("cdr/journal.csv");
  }

  @Test
  void recordIsStoredWhenTheKernelReportsIt() {
    var seldom = Duration.ofHours(1);
    var tested =
        new TestImport(
            TestDatabase.fresh().dataSource(), path(), DataSize.ofMegabytes(8), 5, seldom);
    tested.journal.append(1);
    var loop = tested.loop(TestImport.progress());
    loop.start();
    try {
      for (int n = 1; n <= 3; n++) {
        var expected = n;
        await().atMost(Duration.ofSeconds(30)).until(() -> tested.announced.size() == expected);
        tested.journal.append(n + 1);
      }
    } finally {
      loop.stop();
    }
    assertThat(tested.stored()).startsWith(1, 2, 3);
  }

  @Test
  void restartsUnderConcurrentAppendsAndRotationLoseAndDoubleNothing() throws Exception {
    var database = TestDatabase.fresh();
    var tested = new TestImport(database.dataSource(), path(), DataSize.ofKilobytes(20), 100);
    var written = new AtomicInteger();
    var asterisk =
        Thread.ofVirtual()
            .start(() -> {
              while (written.get() < 1500) {
                tested.journal.append(written.get() + 1);
                written.incrementAndGet();
              }
            });
    for (int round = 1; round <= 10; round++) {
      var loop = tested.loop(TestImport.progress());
      loop.start();
      var before = tested.announced.size();
      await().until(() -> tested.announced.size() > before || !asterisk.isAlive());
      loop.stop();
    }
    asterisk.join();
    tested.pass();
    tested.pass();
    assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, 1500).boxed().toList());
    assertThat(tested.announced).extracting(Cdr::id).doesNotHaveDuplicates().hasSize(1500);
    assertThat(tested.unreadable()).isEmpty();
  }

  @Test
  void databaseStoppedWhileTheJournalIsRotatedCostsNothingButTime() throws IOException {
    var data = DataDirectory.open(directory.resolve("data"));
    var server = new PostgresServer(data, false);
    server.start();
    try {
      var tested = new TestImport(migrated(server), path(), DataSize.ofKilobytes(4), 5);
      var progress = TestImport.progress();
      var loop = tested.loop(progress);
      loop.start();
      tested.journal.append(1, 2, 3);
      await().until(() -> tested.announced.size() == 3);
      server.stop();
      tested.journal.append(IntStream.rangeClosed(4, 40).toArray());
      await().until(() -> progress.status().trouble() != null);
      await().until(() -> progress.status().lagBytes() > 0);
      await().until(() -> progress.status().lag().toMillis() > 300);
      // Somebody else's rotation, twice, while nothing can be imported.
      Files.move(path(), path().resolveSibling("journal.csv.1"));
      tested.journal.append(41, 42);
      Files.move(path(), path().resolveSibling("journal.csv.2"));
      tested.journal.append(43);
      server.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> tested.announced.size() == 43);
      await().until(() -> progress.status().trouble() == null);
      assertThat(progress.status().lagBytes()).isZero();
      loop.stop();
      assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, 43).boxed().toList());
    } finally {
      server.stop();
    }
  }

  @Test
  void aProcessThatIsKilledAgainAndAgainLosesAndDoublesNothing() throws Exception {
    var database = TestDatabase.fresh();
    var tested = new TestImport(database.dataSource(), path(), DataSize.ofKilobytes(50), 20);
    var count = 0;
    for (int round = 1; round <= 4; round++) {
      var before = count;
      for (int n = 1; n <= 600; n++) {
        tested.journal.append(++count);
      }
      var process = ImportProcess.start(database, path());
      try {
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> tested.stored().size() > before || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(tested.stored()).hasSizeLessThanOrEqualTo(count);
    tested.pass();
    tested.pass();
    assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
    assertThat(tested.unreadable()).isEmpty();
  }

  private static PGSimpleDataSource migrated(PostgresServer server) {
    var database = server.database();
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl() + "?currentSchema=pbx");
    source.setUser(database.application().user());
    source.setPassword(database.application().password().value());
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/cdr")
        .schemas("pbx")
        .load()
        .migrate();
    return source;
  }
}
