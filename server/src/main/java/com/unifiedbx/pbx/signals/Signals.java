package com.unifiedbx.pbx.signals;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Listens to the database (PostgreSQL `LISTEN`) for all rooms, on one connection and one thread.
///
/// While the line is lost nothing that depends on it may be remembered ([#isListening]): it is made
/// again with growing pauses, and each time it is there again every listener is told. A line that
/// ends is noticed at once; one that falls silent without an end (a cable, a firewall that forgets)
/// is noticed within [#LONGEST_SILENCE].
@Component
public class Signals implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}");
  static final String APPLICATION = "UnifiedBX signals";

  private static final int WAIT_MILLIS = 500;

  /// How often the other end is asked whether it is still there, and how long it has for an answer.
  private static final Duration PROBE = Duration.ofSeconds(2);

  /// For so long at most is a line trusted that nobody answers on.
  static final Duration LONGEST_SILENCE = PROBE.multipliedBy(2).plusMillis(WAIT_MILLIS);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final Map<String, List<SignalListener>> listeners = new ConcurrentHashMap<>();
  private volatile boolean listening;
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  Signals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// From now on `listener` hears of `channel`. Call it while the application is put together: what
  /// is said after the start is heard from the next line on.
  public void listen(String channel, SignalListener listener) {
    if (!NAME.matcher(channel).matches()) {
      throw new IllegalArgumentException("Not a channel: " + channel);
    }
    listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
  }

  /// Whether what is remembered can be trusted just now.
  public boolean isListening() {
    return listening;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("signals").start(this::listenForEver);
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
    var pause = FIRST_PAUSE;
    while (running) {
      try (var connection = dataSource.getConnection()) {
        try {
          subscribe(connection);
          pause = FIRST_PAUSE;
          follow(connection);
        } finally {
          keepFromOthers(connection);
        }
      } catch (SQLException e) {
        if (running) {
          log.warn("Lost the database's change signals, trying again: {}", e.getMessage());
          pause = sleep(pause);
        }
      } catch (RuntimeException e) {
        // Whatever one listener could not bear, the others must go on hearing.
        log.error("A change signal could not be understood; all is forgotten and read anew", e);
        pause = sleep(pause);
      }
    }
  }

  /// Nobody else gets this connection afterwards: it listens, has a name of its own, and the pool
  /// does not notice that it is dead.
  private void keepFromOthers(Connection connection) throws SQLException {
    if (dataSource.isWrapperFor(HikariDataSource.class)) {
      dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
    }
  }

  private void subscribe(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      // Tells an administrator who looks at pg_stat_activity which of our connections this is.
      statement.execute("set application_name = '" + APPLICATION + "'");
      for (var channel : listeners.keySet()) {
        statement.execute("listen " + channel);
      }
    }
  }

  private void follow(Connection connection) throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    listeners.values().forEach(all -> all.forEach(SignalListener::lineMade));
    listening = true;
    try {
      var probed = System.nanoTime();
      while (running) {
        if (System.nanoTime() - probed > PROBE.toNanos()) {
          demandAnswer(connection);
          probed = System.nanoTime();
        }
        var signals = postgres.getNotifications(WAIT_MILLIS);
        for (var signal : signals == null ? new PGNotification[0] : signals) {
          listeners
              .getOrDefault(signal.getName(), List.of())
              .forEach(listener -> listener.signalled(signal.getParameter()));
        }
      }
    } finally {
      listening = false;
    }
  }

  private static void demandAnswer(Connection connection) throws SQLException {
    if (!connection.isValid((int) PROBE.toSeconds())) {
      throw new SQLException("the database no longer answers on this line");
    }
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
  }
}
