package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.Database;
import java.sql.SQLException;

/// What Asterisk reads: made by the application's migrations, in the database's first minute.
public final class AsteriskViews {

  private AsteriskViews() {}

  /// Whether they are there. An Asterisk that boots before them complains about each.
  public static boolean areIn(Database database) {
    try (var connection = PostgresRoles.connect(database.jdbcUrl(), database.application());
        var statement = connection.createStatement();
        var found = statement.executeQuery("SELECT to_regclass('ast.ps_endpoints') IS NOT NULL")) {
      return found.next() && found.getBoolean(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
