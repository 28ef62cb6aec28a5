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

  private static final String FOUND =
      "position(lower(:search) in lower(did || ' ' || cid || ' ' || description)) > 0";

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

  List<InboundRoute> list(
      String search, @Nullable InboundRoute from, boolean downwards, int limit) {
    var place = from == null ? "" : "(did, cid) " + (downwards ? "<" : ">") + " (:did, :cid) and ";
    var order = downwards ? " order by did desc, cid desc" : " order by did, cid";
    var statement = jdbc.sql(SELECT + "where " + place + FOUND + order + " limit :limit");
    return (from == null ? statement : statement.param("did", from.did()).param("cid", from.cid()))
        .param("search", search)
        .param("limit", limit)
        .query(this::read)
        .list();
  }

  long count(String search) {
    return jdbc.sql("select count(*) from pbx.inbound_route where " + FOUND)
        .param("search", search)
        .query(Long.class)
        .single();
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
