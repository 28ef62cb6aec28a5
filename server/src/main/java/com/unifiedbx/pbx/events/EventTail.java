package com.unifiedbx.pbx.events;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Reads the log for this node: every event once, woken by the database (PostgreSQL `LISTEN`), and
/// hands it to the readers.
///
/// While the line to the database is lost nothing is: the next look begins behind the last event
/// that was seen. A look without being woken comes every ten seconds, should a signal ever be lost.
@Component
class EventTail implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

  /// Before whatever publishes, so that the first reader finds it at work.
  private static final int PHASE = 400;

  private static final int WAIT_MILLIS = 500;
  private static final int QUIET_WAITS = 20;
  private static final int BATCH = 500;
  private static final int AT_START = 2_048;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final DataSource database;
  private final EventRepository log;
  private final RecentEvents recent;
  private final EventReaders readers;
  private volatile boolean running;
  private volatile boolean listening;
  private volatile Thread thread = Thread.currentThread();

  EventTail(DataSource database, EventRepository log, RecentEvents recent, EventReaders readers) {
    this.database = database;
    this.log = log;
    this.recent = recent;
    this.readers = readers;
  }

  /// Whether new events are heard of at once.
  boolean isListening() {
    return listening;
  }

  @Override
  public void start() {
    recent.begin(log.newest(AT_START));
    running = true;
    thread = Thread.ofVirtual().name("event-tail").start(this::followForEver);
  }

  /// Lets the wait for signals run out, which harms no connection.
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

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void followForEver() {
    var pause = Duration.ofMillis(100);
    while (running) {
      try (var connection = database.getConnection()) {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
          statement.execute("listen pbx_event");
        }
        listening = true;
        pause = Duration.ofMillis(100);
        follow(connection.unwrap(PGConnection.class));
      } catch (SQLException | DataAccessException e) {
        listening = false;
        if (running) {
          LOG.warn("The event log can't be followed, trying again: {}", e.getMessage());
          pause = sleep(pause);
        }
      }
    }
    listening = false;
  }

  private void follow(PGConnection signals) throws SQLException {
    readOn();
    int quiet = 0;
    while (running) {
      var heard = signals.getNotifications(WAIT_MILLIS);
      quiet = heard == null || heard.length == 0 ? quiet + 1 : QUIET_WAITS;
      if (quiet >= QUIET_WAITS) {
        readOn();
        quiet = 0;
      }
    }
  }

  private void readOn() {
    var next = log.after(recent.head(), BATCH);
    while (!next.isEmpty()) {
      recent.add(next);
      readers.wake();
      next = next.size() < BATCH ? List.of() : log.after(recent.head(), BATCH);
    }
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }
}
