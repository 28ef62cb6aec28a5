package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.Database;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.util.PasswordUtil;

/// The roles and the database inside a PostgreSQL of our own.
///
/// Passwords are sent as SCRAM verifiers, so that the server never sees one and can't log it.
final class PostgresRoles {

  private static final SecureRandom RANDOM = new SecureRandom();

  private PostgresRoles() {}

  static Connection connect(String jdbcUrl, Database.Login login) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().value());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("ApplicationName", "unifiedbx-instance");
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  /// True when the application's role reaches its database and Asterisk's role is there.
  static boolean areReady(Database database) {
    try (var connection = connect(database.jdbcUrl(), database.application())) {
      return exists(connection, "pg_roles", "rolname", database.asterisk().user());
    } catch (SQLException e) {
      return false;
    }
  }

  /// Makes what is missing as superuser: both roles, the database, its rights.
  static void prepare(Database database, String adminUrl, Database.Login superuser)
      throws SQLException {
    try (var connection = connect(adminUrl, superuser)) {
      role(connection, database.application());
      if (!exists(connection, "pg_database", "datname", database.name())) {
        execute(
            connection,
            "CREATE DATABASE " + database.name() + " OWNER " + database.application().user());
      }
      asteriskRole(connection, database);
    }
  }

  /// Makes Asterisk's role: it reads the views in schema `ast` of this database and nothing else.
  static void asteriskRole(Connection connection, Database database) throws SQLException {
    var asterisk = database.asterisk();
    role(connection, asterisk);
    var here = " IN DATABASE \"" + database.name().replace("\"", "\"\"") + "\"";
    var settings =
        new String[] {"search_path = ast", "timezone = 'UTC'", "statement_timeout = '5s'"};
    for (var setting : settings) {
      execute(connection, "ALTER ROLE " + asterisk.user() + here + " SET " + setting);
    }
  }

  private static void role(Connection connection, Database.Login login) throws SQLException {
    if (!exists(connection, "pg_roles", "rolname", login.user())) {
      execute(connection, "CREATE ROLE " + login.user() + " LOGIN NOCREATEDB NOCREATEROLE");
    }
    execute(connection, "ALTER ROLE " + login.user() + " PASSWORD '" + verifier(login) + "'");
  }

  /// RFC 5802, section 3. Passwords of ours are 256 random bits, which many rounds make no harder
  /// to guess; with the usual 4,096 each new connection would cost the client some of a start's
  /// time.
  private static String verifier(Database.Login login) {
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    return PasswordUtil.encodeScramSha256(login.password().value().toCharArray(), 1, salt);
  }

  private static boolean exists(Connection connection, String table, String column, String name)
      throws SQLException {
    var sql = "SELECT 1 FROM " + table + " WHERE " + column + " = ?";
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, name);
      return query.executeQuery().next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
