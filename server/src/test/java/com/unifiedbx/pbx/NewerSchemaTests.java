package com.unifiedbx.pbx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.instance.InstanceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class NewerSchemaTests {

  /// An older program must not write where a newer one has changed the tables.
  @Test
  void aDatabaseOfANewerVersionIsLeftAlone() throws SQLException {
    var database = TestDatabase.fresh();
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flyway_schema_history
          SELECT 9999, '9999', 'later', type, 'V9999__later.sql', 1, installed_by, installed_on, 1, true
          FROM flyway_schema_history WHERE version = '001'
          """);
    }
    assertThatThrownBy(() -> TestServer.on(database).close())
        .hasStackTraceContaining("9999")
        .hasStackTraceContaining(InstanceException.class.getName())
        .hasStackTraceContaining("Another version of UnifiedBX made this database");
  }
}
