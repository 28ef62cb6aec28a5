package com.unifiedbx.pbx.instance.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Database;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTests {

  private final Path temp;
  private final DataDirectory directory;
  private final PostgresServer server;

  PostgresServerTests(@TempDir Path temp) {
    this.temp = temp;
    directory = DataDirectory.open(temp.resolve("data"));
    server = new PostgresServer(directory, true);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void itIsDurableAndAsksForThePassword() throws SQLException {
    server.start();
    assertThat(ask("SHOW fsync")).isEqualTo("on");
    assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(ask("SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("false");
    var wrong = new Database.Login("pbx", com.unifiedbx.pbx.kernel.Secret.random());
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> PostgresRoles.connect(server.database().jdbcUrl(), wrong).close());
  }

  @Test
  void anotherStartTakesItOverAndADeadOneStartsAgainOnItsPort() throws SQLException {
    server.start();
    var process = Objects.requireNonNull(RunningProcess.read(directory.run("postgres.pid")));
    var port = server.database().port();
    ask("CREATE TABLE kept AS SELECT 'yes'::text AS v");
    PrivateFiles.delete(directory.run("postgres.pid"));
    var next = new PostgresServer(directory, true);
    next.start();
    assertThat(next.pid()).isEqualTo(process.pid());

    process.end(true);
    assertThat(process.awaitEnd(Duration.ofSeconds(5))).isTrue();
    assertThat(server.isRunning()).isFalse();
    server.start();
    assertThat(server.database().port()).isEqualTo(port);
    assertThat(ask("SELECT v FROM kept")).isEqualTo("yes");
  }

  @Test
  void aFileThatNamesSomebodyElsesProcessIsNoObstacle() throws IOException {
    server.start();
    server.stop();
    var self = RunningProcess.of(ProcessHandle.current().pid());
    Objects.requireNonNull(self).write(directory.run("postgres.pid"));
    var recycled = Files.readString(directory.run("postgres.pid")).split(" ", 2)[0];
    Files.writeString(directory.run("postgres.pid"), recycled + " 1 another-boot");
    Files.writeString(directory.postgres().resolve("postmaster.pid"), recycled + "\n/x\n");
    server.start();
    assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(server.isRunning()).isTrue();
  }

  @Test
  void dataOfAnotherVersionIsLeftAlone() throws IOException {
    PrivateFiles.directory(directory.postgres());
    Files.writeString(directory.postgres().resolve("PG_VERSION"), "19\n");
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(server::start)
        .withMessageContaining("PostgreSQL 19");
    Files.writeString(directory.root().resolve("instance.json"), "{\"format\": 99}");
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(() -> new PostgresServer(directory, true))
        .withMessageContaining("newer version");
  }

  @Test
  void aBrokenSettingIsNamed() throws IOException {
    server.start();
    server.stop();
    var settings = directory.postgres().resolve("postgresql.conf");
    Files.writeString(settings, "port = = 1\n" + Files.readString(settings));
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(server::start)
        .withMessageContaining("syntax error in file \"" + settings + "\" line 1");
  }

  @Test
  void halfUnpackedBinariesAreRepairedAndTwoMayUnpackAtOnce() throws IOException {
    var cache = temp.resolve("cache");
    var home = cache.resolve("postgresql-" + PostgresBinaries.VERSION);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/postgres"), "half");
    Files.createDirectories(cache.resolve(home.getFileName() + ".new1/bin"));
    var first = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpacked(cache));
    var second = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpacked(cache));
    assertThat(first.join()).isEqualTo(home).isEqualTo(second.join());
    var said =
        Programs.run(
            java.util.List.of(home.resolve("bin/postgres").toString(), "--version"),
            Duration.ofSeconds(10));
    assertThat(said.output() + ".0").contains(" " + PostgresBinaries.VERSION);
    try (var left = Files.list(cache)) {
      assertThat(left).hasSize(2); // the binaries and the lock
    }
  }

  @Test
  void anExternalDatabaseGetsAsterisksRoleOrASentence() throws SQLException {
    server.start();
    var database = server.database();
    var url = database.uri(true);
    var address = Objects.requireNonNull(ExternalDatabase.Address.parse(url, ""));
    var other = DataDirectory.open(temp.resolve("other"));
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(() -> ExternalDatabase.prepare(address, other))
        .withMessageContaining("CREATEROLE")
        .withMessageContaining("asterisk_");
    var admin = new Database.Login("postgres", directory.secret("postgres"));
    try (var connection = PostgresRoles.connect(database.jdbcUrl(), admin);
        var statement = connection.createStatement()) {
      statement.execute("ALTER ROLE pbx CREATEROLE");
    }
    var prepared = ExternalDatabase.prepare(address, other);
    try (var connection = PostgresRoles.connect(prepared.jdbcUrl(), prepared.asterisk());
        var statement = connection.createStatement();
        var path = statement.executeQuery("SHOW search_path")) {
      assertThat(path.next()).isTrue();
      assertThat(path.getString(1)).isEqualTo("ast");
    }
  }

  private String ask(String sql) throws SQLException {
    var database = server.database();
    try (var connection = PostgresRoles.connect(database.jdbcUrl(), database.application());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      var row = statement.getResultSet();
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
