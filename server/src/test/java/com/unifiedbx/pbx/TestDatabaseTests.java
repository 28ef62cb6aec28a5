package com.unifiedbx.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTests {

  @Test
  void eachFreshDatabaseIsItsOwn() throws SQLException {
    var one = TestDatabase.fresh();
    var other = TestDatabase.fresh();
    try (var connection = one.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE pbx.only_here (n int)");
    }
    try (var connection = other.dataSource().getConnection();
        var statement = connection.createStatement()) {
      var found = statement.executeQuery("SELECT to_regclass('pbx.only_here')");
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isNull();
    }
  }
}
