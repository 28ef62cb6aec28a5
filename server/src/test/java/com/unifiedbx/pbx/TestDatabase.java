package com.unifiedbx.pbx;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Database;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/// A real PostgreSQL for tests: one cluster per test JVM, and as many fresh databases as asked for,
/// each a copy of one to which all migrations were applied.
///
/// @param asteriskRole the role that the migrations let read the views of schema `ast`
public record TestDatabase(
    String url,
    String user,
    String password,
    String asteriskRole,
    String asteriskPassword,
    DataSource dataSource) {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /// A new, migrated, otherwise empty database that no other test sees.
  public static TestDatabase fresh() {
    return Cluster.ONLY.copy("test_" + COUNT.incrementAndGet());
  }

  /// What the API's session has: unqualified names are those of schema `pbx`.
  private static TestDatabase of(Database database, String name) {
    var source = new PGSimpleDataSource();
    var url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + name + "?currentSchema=pbx";
    var login = database.application();
    source.setUrl(url);
    source.setUser(login.user());
    source.setPassword(login.password().value());
    return new TestDatabase(
        url,
        login.user(),
        login.password().value(),
        database.asterisk().user(),
        database.asterisk().password().value(),
        source);
  }

  /// Started with the first use of the class, stopped and deleted with the JVM.
  private static final class Cluster {

    static final Cluster ONLY = new Cluster();

    private final DataDirectory directory;
    private final PostgresServer server;

    Cluster() {
      try {
        directory = DataDirectory.open(Files.createTempDirectory("unifiedbx-test-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = new PostgresServer(directory, false);
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test-database"));
      server.start();
      var template = of(server.database(), "pbx");
      Flyway.configure()
          .dataSource(template.dataSource())
          .locations("classpath:db/migration")
          .failOnMissingLocations(false)
          .schemas("pbx")
          .placeholders(Map.of("asteriskRole", template.asteriskRole()))
          .load()
          .migrate();
    }

    synchronized TestDatabase copy(String name) {
      try (var connection = superuser();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name + " TEMPLATE pbx OWNER pbx");
        // A role's settings belong to one database and are not copied with it.
        statement.execute(
            "ALTER ROLE "
                + server.database().asterisk().user()
                + " IN DATABASE "
                + name
                + " SET search_path = ast");
        return of(server.database(), name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private Connection superuser() throws SQLException {
      var url = "jdbc:postgresql://127.0.0.1:" + server.database().port() + "/postgres";
      return DriverManager.getConnection(url, "postgres", directory.secret("postgres").value());
    }

    private void end() {
      server.stop();
      try {
        FileSystemUtils.deleteRecursively(directory.root());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
