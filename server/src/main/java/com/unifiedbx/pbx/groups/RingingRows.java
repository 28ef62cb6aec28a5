package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// The columns that ring groups and follow-me share.
@Component
class RingingRows {

  private final ObjectMapper json;

  RingingRows(ObjectMapper json) {
    this.json = json;
  }

  JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Ringing ringing, Map<String, Object> extras) {
    return statement
        .param("strategy", ringing.strategy())
        .param("members", ringing.list())
        .param("seconds", ringing.seconds())
        .param("prefix", ringing.prefix())
        .param("confirm", ringing.confirm())
        .param("destination", Destination.textOrEmpty(ringing.destination()))
        .param("extras", json.writeValueAsString(extras));
  }

  static Ringing ringing(ResultSet rs) throws SQLException {
    return new Ringing(
        rs.getString("strategy"),
        Ringing.members(rs.getString("members")),
        rs.getInt("ring_seconds"),
        rs.getString("prefix"),
        rs.getBoolean("confirm"),
        Destination.parse("destination", rs.getString("destination")));
  }

  Map<String, Object> extras(ResultSet rs) throws SQLException {
    return Objects.requireNonNull(
        json.readValue(rs.getString("extras"), new TypeReference<Map<String, Object>>() {}));
  }
}
