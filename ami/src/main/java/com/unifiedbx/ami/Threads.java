package com.unifiedbx.ami;

import java.time.Duration;

/// Waiting for our own threads to end.
final class Threads {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Threads() {}

  /// Gives up after two seconds, when interrupted, and at once for the calling thread itself.
  static void awaitEnd(Thread... threads) {
    try {
      for (var thread : threads) {
        if (thread != Thread.currentThread() && thread.getState() != Thread.State.NEW) {
          var _ = thread.join(PATIENCE);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
