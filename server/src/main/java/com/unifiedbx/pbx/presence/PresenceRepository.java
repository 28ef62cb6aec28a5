package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `presence`: what was told last of each extension.
@Repository
class PresenceRepository {

  private final JdbcClient jdbc;

  PresenceRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether that is news: a state other than the last told, and not older than it. Of several
  /// nodes that see the same, one hears yes.
  boolean tellState(String extension, DeviceState state, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO pbx.presence AS known (extension, state, state_at)
                VALUES (:extension, :state, :at)
                ON CONFLICT (extension) DO UPDATE SET state = excluded.state, state_at = excluded.state_at
                WHERE known.state <> excluded.state AND known.state_at <= excluded.state_at
                """)
            .param("extension", extension)
            .param("state", state.text())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  boolean tellRegistered(String extension, boolean registered, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO pbx.presence AS known (extension, registered, registered_at)
                VALUES (:extension, :registered, :at)
                ON CONFLICT (extension) DO UPDATE
                SET registered = excluded.registered, registered_at = excluded.registered_at
                WHERE known.registered <> excluded.registered AND known.registered_at <= excluded.registered_at
                """)
            .param("extension", extension)
            .param("registered", registered)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /// The extensions of which anything but "not there" was told last.
  List<String> listPresent() {
    return jdbc.sql("SELECT extension FROM pbx.presence WHERE registered OR state <> 'unavailable'")
        .query((rs, row) -> rs.getString("extension"))
        .list();
  }

  void forget(String extension) {
    jdbc.sql("DELETE FROM pbx.presence WHERE extension = ?").param(extension).update();
  }
}
