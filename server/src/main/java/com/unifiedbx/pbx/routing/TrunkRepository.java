package com.unifiedbx.pbx.routing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `trunk`.
@Repository
class TrunkRepository {

  private static final String SELECT = "select name, host, port from pbx.trunk ";

  private final JdbcClient jdbc;

  TrunkRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Trunk find(String name) {
    return jdbc.sql(SELECT + "where name = ?")
        .param(name)
        .query(TrunkRepository::read)
        .optional()
        .orElse(null);
  }

  /// The oldest first.
  List<Trunk> list() {
    return jdbc.sql(SELECT + "order by created_at, name").query(TrunkRepository::read).list();
  }

  /// Stores it; false when the name is taken.
  boolean insert(Trunk trunk) {
    return jdbc.sql(
                "insert into pbx.trunk (name, host, port) values (?, ?, ?) on conflict do nothing")
            .param(trunk.name())
            .param(trunk.host())
            .param(trunk.port())
            .update()
        == 1;
  }

  boolean delete(String name) {
    return jdbc.sql("delete from pbx.trunk where name = ?").param(name).update() == 1;
  }

  private static Trunk read(ResultSet rs, int row) throws SQLException {
    return new Trunk(rs.getString("name"), rs.getString("host"), rs.getInt("port"));
  }
}
