package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.kernel.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// The table `inbound_route`.
@Repository
class InboundRouteRepository {

  private static final String SELECT =
      "select did, cid, description, prefix, destination, extras from pbx.inbound_route ";

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  InboundRouteRepository(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Nullable InboundRoute find(String did, String cid) {
    return jdbc.sql(SELECT + "where did = ? and cid = ?")
        .param(did)
        .param(cid)
        .query(this::read)
        .optional()
        .orElse(null);
  }

  /// By number and caller, those behind `after`.
  List<InboundRoute> listAfter(String did, String cid, int limit) {
    return jdbc.sql(SELECT + "where (did, cid) > (?, ?) order by did, cid limit ?")
        .param(did)
        .param(cid)
        .param(limit)
        .query(this::read)
        .list();
  }

  /// From the very first.
  List<InboundRoute> list(int limit) {
    return jdbc.sql(SELECT + "order by did, cid limit ?").param(limit).query(this::read).list();
  }

  long count() {
    return jdbc.sql("select count(*) from pbx.inbound_route").query(Long.class).single();
  }

  /// False when there is one for the same number and caller.
  boolean insert(InboundRoute route) {
    return bind(
                """
                insert into pbx.inbound_route (did, cid, description, prefix, destination, extras)
                values (:did, :cid, :description, :prefix, :destination, :extras::jsonb)
                on conflict do nothing\
                """,
                route)
            .update()
        == 1;
  }

  boolean delete(String did, String cid) {
    return jdbc.sql("delete from pbx.inbound_route where did = ? and cid = ?")
            .param(did)
            .param(cid)
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec bind(String sql, InboundRoute route) {
    return jdbc.sql(sql)
        .param("did", route.did())
        .param("cid", route.cid())
        .param("description", route.description())
        .param("prefix", route.prefix())
        .param("destination", route.destination().text())
        .param("extras", json.writeValueAsString(route.extras()));
  }

  private InboundRoute read(ResultSet rs, int row) throws SQLException {
    return new InboundRoute(
        rs.getString("did"),
        rs.getString("cid"),
        rs.getString("description"),
        rs.getString("prefix"),
        Objects.requireNonNull(Destination.parse("destination", rs.getString("destination"))),
        Objects.requireNonNull(
            json.readValue(rs.getString("extras"), new TypeReference<Map<String, Object>>() {})));
  }
}
