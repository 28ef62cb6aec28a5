package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Standing;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Sits beside a connection that stays open: asks twice a second whether its caller may still do
/// all that it might when it came, ends the connection when not, and sends signs of life.
final class StandingWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);
  private static final Duration TURN = Duration.ofMillis(400);

  /// What is watched over. Both methods are called on the watch's thread and may wait.
  interface Connection {

    /// @throws Subscriptions.GoneException when nobody is there any more
    void heartbeat();

    void end(Ended why);
  }

  /// Why a connection has to end.
  record Ended(Refusal.Kind kind, String reason) {}

  private final Standing standing;
  private final Duration heartbeat;
  private final Caller first;
  private volatile boolean closed;

  StandingWatch(Standing standing, Duration heartbeat) {
    this.standing = standing;
    this.heartbeat = heartbeat;
    this.first = standing.caller();
  }

  /// The caller at the beginning.
  Caller caller() {
    return first;
  }

  void over(Connection connection) {
    Thread.ofVirtual().name("standing-watch").start(() -> watch(connection));
  }

  private void watch(Connection connection) {
    var sign = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(TURN);
        if (closed) {
          return;
        }
        var why = reasonToEnd();
        if (why != null) {
          connection.end(why);
          return;
        }
        if (System.nanoTime() - sign >= heartbeat.toNanos()) {
          connection.heartbeat();
          sign = System.nanoTime();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (Subscriptions.GoneException gone) {
      connection.end(new Ended(Refusal.Kind.UNREADABLE, "The client is gone."));
    }
  }

  /// Null while the caller may go on; also while that can't be found out, for with the database
  /// away there is nothing to send either.
  private @Nullable Ended reasonToEnd() {
    try {
      var now = standing.caller();
      return now.scopes().containsAll(first.scopes()) && now.fence().equals(first.fence())
          ? null
          : new Ended(Refusal.Kind.FORBIDDEN, "The scopes of this application were narrowed.");
    } catch (RefusedException refused) {
      return refused.refusal().isPassing()
          ? null
          : new Ended(refused.refusal().kind(), refused.refusal().message());
    } catch (DataAccessException away) {
      LOG.debug("The caller of a subscription can't be checked: {}", away.getMessage());
      return null;
    }
  }

  /// Lets the watch run out. It is not interrupted: that would close the socket it may be writing
  /// to.
  @Override
  public void close() {
    closed = true;
  }
}
