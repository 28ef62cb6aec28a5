package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Database;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.kernel.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL that somebody else runs, named by `--database-url`. Nothing is started; Asterisk's
/// role is made there if the given role may do that.
public final class ExternalDatabase {

  private static final int OLDEST = 14;

  private ExternalDatabase() {}

  /// Where the database is and who may use it.
  ///
  /// @param parameters further parameters of the JDBC driver (`sslmode` …)
  public record Address(
      String host, int port, String name, Database.Login login, Map<String, String> parameters) {

    public Address {
      parameters = Map.copyOf(parameters);
    }

    /// Reads `postgresql://user:password@host:port/name` or the JDBC form with its parameters; null
    /// when it is neither. The password may be given apart.
    public static @Nullable Address parse(String url, String password) {
      try {
        var uri = new URI(url.startsWith("jdbc:") ? url.substring(5) : url);
        var path = uri.getPath();
        if (!String.valueOf(uri.getScheme()).matches("postgres(ql)?")
            || uri.getHost() == null
            || path == null
            || path.length() < 2) {
          return null;
        }
        var parameters = parameters(uri.getRawQuery());
        var login = login(uri.getRawUserInfo(), password, parameters);
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Address(host, port, path.substring(1), login, parameters);
      } catch (URISyntaxException e) {
        return null;
      }
    }

    private static Map<String, String> parameters(@Nullable String query) {
      var parameters = new HashMap<String, String>();
      for (var pair : query == null ? new String[0] : query.split("&", -1)) {
        var parts = pair.split("=", 2);
        parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
      return parameters;
    }

    private static Database.Login login(
        @Nullable String userInfo, String password, Map<String, String> parameters) {
      var parts = (userInfo == null ? "" : userInfo).split(":", 2);
      var inUrl = parts.length == 2 ? decode(parts[1]) : parameters.getOrDefault("password", "");
      var user =
          parts[0].isEmpty() ? parameters.getOrDefault("user", "postgres") : decode(parts[0]);
      parameters.remove("user");
      parameters.remove("password");
      return new Database.Login(user, new Secret(password.isEmpty() ? inUrl : password));
    }

    private static String decode(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public String jdbcUrl() {
      var query =
          new LinkedHashMap<>(parameters)
              .entrySet().stream()
                  .map(p -> Database.encoded(p.getKey()) + "=" + Database.encoded(p.getValue()))
                  .sorted()
                  .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
      var place = Addresses.beforePort(host) + ":" + port + "/" + Database.encoded(name);
      return "jdbc:postgresql://" + place + query;
    }

    public Database database(DataDirectory directory) {
      var asterisk =
          new Database.Login(
              "asterisk_" + InstanceFile.open(directory).id(),
              directory.secret("asterisk-database"));
      return new Database(jdbcUrl(), host, port, name, login, asterisk);
    }
  }

  /// Checks that the database serves and that Asterisk can read it; one sentence if not.
  public static Database prepare(Address address, DataDirectory directory) {
    var database = address.database(directory);
    try (var connection = PostgresRoles.connect(database.jdbcUrl(), database.application())) {
      if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
        throw new InstanceException(
            "The PostgreSQL of --database-url is older than " + OLDEST + "; use a newer one.");
      }
      asteriskRole(connection, database, directory);
      return database;
    } catch (SQLException e) {
      throw new InstanceException(
          "Can't use the database " + database.uri(false) + " of --database-url: " + e.getMessage(),
          e);
    }
  }

  private static void asteriskRole(
      Connection connection, Database database, DataDirectory directory) {
    try {
      PostgresRoles.asteriskRole(connection, database);
    } catch (SQLException e) {
      if (canLogIn(database)) {
        return; // Somebody made it as the sentence below asks.
      }
      var role = database.asterisk().user();
      throw new InstanceException(
          "The role "
              + database.application().user()
              + " may not make the role that Asterisk reads"
              + " with: give it CREATEROLE, or make the role "
              + role
              + " yourself with the password"
              + " in "
              + directory.secretFile("asterisk-database")
              + " and `ALTER ROLE "
              + role
              + " SET search_path = ast`.",
          e);
    }
  }

  private static boolean canLogIn(Database database) {
    try (var connection = PostgresRoles.connect(database.jdbcUrl(), database.asterisk())) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }
}
