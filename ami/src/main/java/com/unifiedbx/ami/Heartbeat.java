package com.unifiedbx.ami;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Pings for as long as a session lives and ends it when a ping stays unanswered.
///
/// A connection whose other end has vanished looks healthy to the operating system for many
/// minutes.
final class Heartbeat implements Runnable {

  private static final AmiAction PING = AmiAction.of("Ping");

  private final Session session;
  private final Duration interval;
  private final Meters meters;

  Heartbeat(Session session, Duration interval, Meters meters) {
    this.session = session;
    this.interval = interval;
    this.meters = meters;
  }

  @Override
  public void run() {
    try {
      while (!session.ended().isDone()) {
        beat();
      }
    } catch (InterruptedException | ExecutionException closed) {
      session.end("The heartbeat ended.");
    }
  }

  private void beat() throws InterruptedException, ExecutionException {
    try {
      session.ended().get(interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException due) {
      ping();
    }
  }

  private void ping() {
    try {
      var start = System.nanoTime();
      session.sendUrgently(PING);
      if (session.role() == Session.Role.COMMAND) {
        meters.roundTrip(Duration.ofNanos(System.nanoTime() - start));
      }
    } catch (AmiUnavailableException dead) {
      session.end("The link to Asterisk is dead: " + dead.getMessage());
    }
  }
}
