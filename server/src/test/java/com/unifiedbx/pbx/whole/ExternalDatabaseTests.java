package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product on a PostgreSQL that somebody else runs.
class ExternalDatabaseTests {

  private static final String PASSWORD = "the-keeper's own: 100%/@47+12";

  private final DataDirectory keepers;
  private final PostgresServer postgres;

  ExternalDatabaseTests(@TempDir Path home) {
    keepers = DataDirectory.open(home.resolve("keeper"));
    postgres = new PostgresServer(keepers, false);
  }

  @Test
  void aCallIsMadeAndRecordedWithoutADatabaseOfOurOwn() throws SQLException {
    postgres.start();
    try {
      makeDatabase();
      var url = "postgresql://tenant@127.0.0.1:" + postgres.database().port() + "/exchange";
      var configuration = "database-url = " + url + "\ndatabase-password = " + PASSWORD + "\n";
      try (var pbx = TestPbx.with(configuration)) {
        assertThat(pbx.processNames()).containsExactly("asterisk");
        assertThat(pbx.data().resolve("postgres")).doesNotExist();
        oneCall(pbx);
        assertThat(Commands.appOf(pbx, "list").code()).isZero();
        assertThat(Commands.statusOf(pbx).out())
            .contains("kind: external", "connected: true", "postgresql://tenant@127.0.0.1:")
            .doesNotContain(PASSWORD);
        assertThat(ProcessHandle.allProcesses())
            .noneMatch(process -> process.info().commandLine().orElse("").contains(PASSWORD));
      }
    } finally {
      postgres.stop();
    }
  }

  /// As its keeper does by hand: a role that may make Asterisk's, and a database of its own.
  private void makeDatabase() throws SQLException {
    var server = "jdbc:postgresql://127.0.0.1:" + postgres.database().port() + "/postgres";
    try (var connection =
            DriverManager.getConnection(server, "postgres", keepers.secret("postgres").value());
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE tenant LOGIN CREATEROLE PASSWORD '" + PASSWORD.replace("'", "''") + "'");
      statement.execute("CREATE DATABASE exchange OWNER tenant");
    }
  }

  private static void oneCall(TestPbx pbx) {
    var user = new PbxUser(PbxClient.with(pbx, "call:write", "cdr:read", "extension:write"));
    var one = user.extension("1001", "Ann");
    var two = user.extension("1002", "Bob");
    try (var _ = registered(pbx, one, Manner.ANSWERS);
        var _ = registered(pbx, two, Manner.ANSWERS)) {
      var id = user.call("PJSIP/1001", "1002").get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
      assertThat(user.awaitCdrs(id)).hasSize(1);
    }
  }
}
