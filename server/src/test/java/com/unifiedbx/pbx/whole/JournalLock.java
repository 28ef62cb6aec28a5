package com.unifiedbx.pbx.whole;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Keeps the import of call records from noting how far it is, which it does between its rows and
/// its commit, until this is closed.
final class JournalLock implements AutoCloseable {

  private final Connection connection;

  JournalLock(TestPbx pbx) throws SQLException {
    var login = pbx.database().application();
    connection =
        DriverManager.getConnection(
            pbx.database().jdbcUrl(), login.user(), login.password().value());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table pbx.cdr_journal in share row exclusive mode");
    }
  }

  /// Returns when the import has come to it.
  void awaitWaiting() {
    await().atMost(PbxUser.SOON).until(this::isWaitedFor);
  }

  private boolean isWaitedFor() throws SQLException {
    var query =
        "select count(*) from pg_locks"
            + " where relation = 'pbx.cdr_journal'::regclass and not granted";
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next() && rows.getLong(1) > 0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
