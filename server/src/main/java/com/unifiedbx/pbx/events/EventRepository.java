package com.unifiedbx.pbx.events;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The log: the table `event`, one partition for each hour.
@Repository
class EventRepository {

  /// How many hours are made ahead of their time.
  private static final int HOURS_AHEAD = 3;

  private final JdbcTemplate jdbc;

  EventRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Appends, in order. Within a transaction: as its last deed, for from here to its commit no
  /// other event of any node can be appended.
  void append(List<NewEvent> events) {
    jdbc.query(
        connection -> {
          var call = connection.prepareStatement("SELECT pbx.append_events(?, ?, ?, ?)");
          call.setArray(1, texts(connection, events, NewEvent::type));
          call.setArray(2, texts(connection, events, event -> event.time().toString()));
          call.setArray(3, texts(connection, events, e -> String.join(",", e.extensions())));
          call.setArray(4, texts(connection, events, NewEvent::data));
          return call;
        },
        result -> {});
  }

  private static java.sql.Array texts(
      Connection connection, List<NewEvent> events, Function<NewEvent, String> column)
      throws SQLException {
    return connection.createArrayOf("text", events.stream().map(column).toArray());
  }

  /// At most `limit` events behind a position, in order. None that has a smaller id than one of
  /// them can appear later.
  List<LoggedEvent> after(long position, int limit) {
    return jdbc.query(
        "SELECT * FROM pbx.event WHERE id > ? ORDER BY id LIMIT ?",
        EventRepository::read,
        position,
        limit);
  }

  /// The newest, oldest of them first.
  List<LoggedEvent> newest(int limit) {
    return jdbc.query(
            "SELECT * FROM pbx.event ORDER BY id DESC LIMIT ?", EventRepository::read, limit)
        .reversed();
  }

  /// The position of the newest event that is committed, 0 when there is none.
  long head() {
    var found =
        jdbc.query(
            "SELECT id FROM pbx.event ORDER BY id DESC LIMIT 1", (rs, row) -> rs.getLong("id"));
    return found.isEmpty() ? 0 : found.getFirst();
  }

  boolean contains(long position) {
    return !jdbc.queryForList("SELECT 1 FROM pbx.event WHERE id = ?", position).isEmpty();
  }

  /// Makes room for the coming hours, and forgets what ended before `oldest`.
  ///
  /// @return how many hours were dropped
  int turn(Instant oldest) {
    var micros = TimeUnit.MILLISECONDS.toMicros(oldest.toEpochMilli());
    var dropped =
        jdbc.queryForObject("SELECT pbx.turn_events(?, ?)", Integer.class, HOURS_AHEAD, micros);
    return dropped == null ? 0 : dropped;
  }

  private static LoggedEvent read(ResultSet rs, int row) throws SQLException {
    return new LoggedEvent(
        rs.getLong("id"),
        rs.getString("type"),
        rs.getTimestamp("time").toInstant(),
        Set.of((String[]) rs.getArray("extensions").getArray()),
        rs.getString("data"));
  }

  /// The age of an event of the log, by its id.
  static Duration age(long position, Instant now) {
    return Duration.between(Instant.ofEpochMilli(position / 1000), now);
  }
}
