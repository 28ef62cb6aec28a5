package com.unifiedbx.pbx.applications;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/// Hears from the database what other nodes and the command line changed, and tells this node
/// ([AccessChanged]).
///
/// One connection listens (PostgreSQL `LISTEN`), on a thread of its own. While it is lost nothing
/// may be remembered: the line is made again with growing pauses, and each time it comes back
/// everything remembered is forgotten.
public class AccessSignals implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AccessSignals.class);
  private static final int WAIT_MILLIS = 500;

  private final DataSource dataSource;
  private final ApplicationEventPublisher events;
  private volatile boolean listening;
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  AccessSignals(DataSource dataSource, ApplicationEventPublisher events) {
    this.dataSource = dataSource;
    this.events = events;
  }

  /// Whether what is remembered can be trusted just now.
  public boolean isListening() {
    return listening;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("access-signals").start(this::listenForEver);
  }

  /// Lets the wait for signals run out: an interrupt would close the socket below a connection that
  /// the pool then has to complain about.
  @Override
  public void stop() {
    running = false;
    try {
      if (!thread.join(Duration.ofMillis(2L * WAIT_MILLIS))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void listenForEver() {
    var pause = Duration.ofMillis(100);
    while (running) {
      try (var connection = dataSource.getConnection()) {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
          statement.execute("listen pbx_access");
        }
        pause = Duration.ofMillis(100);
        listen(connection);
      } catch (SQLException e) {
        if (running) {
          log.warn("Lost the database's change signals, trying again: {}", e.getMessage());
          pause = sleep(pause);
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    events.publishEvent(new AccessChanged(AccessChanged.Kind.ANYTHING, ""));
    listening = true;
    try {
      while (running) {
        var signals = postgres.getNotifications(WAIT_MILLIS);
        for (var signal : signals == null ? new PGNotification[0] : signals) {
          var parts = signal.getParameter().split(":", 2);
          var kind = AccessChanged.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
          events.publishEvent(new AccessChanged(kind, parts[1]));
        }
      }
    } finally {
      listening = false;
    }
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pause.compareTo(Duration.ofSeconds(5)) < 0 ? pause.multipliedBy(2) : pause;
  }
}
