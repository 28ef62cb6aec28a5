package com.unifiedbx.ami;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a client is doing at one moment: for health pages and metrics.
///
/// @param text a sentence for people, without secrets
/// @param since when this state began
/// @param asteriskVersion such as `22.10.1`; null until the first login
public record AmiStatus(
    State state,
    String text,
    Instant since,
    @Nullable String asteriskVersion,
    Counters counters,
    Load load) {

  public enum State {
    /// No link; trying.
    CONNECTING,
    /// Both sessions are up and Asterisk is fully booted.
    UP,
    /// Asterisk refuses our login; trying now and then.
    REFUSED,
    /// Closed by its owner.
    CLOSED
  }

  /// Totals since the client was opened.
  ///
  /// @param reconnects how often the link came up again after it had been up
  /// @param sent actions written, pings and logins included
  /// @param events events received, those lost to an overflow included
  /// @param timeouts actions that were not answered in time
  /// @param overflows how often the event queue was emptied
  public record Counters(long reconnects, long sent, long events, long timeouts, long overflows) {}

  /// What is waiting now.
  ///
  /// @param outgoing actions not yet written
  /// @param unanswered actions waiting for their answer
  /// @param events events waiting for the listener
  /// @param roundTrip how long the last ping of the command session took; zero before the first
  public record Load(int outgoing, int unanswered, int events, Duration roundTrip) {}

  public boolean connected() {
    return state == State.UP;
  }
}
