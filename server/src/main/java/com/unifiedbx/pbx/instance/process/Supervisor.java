package com.unifiedbx.pbx.instance.process;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.ManagedProcess;
import com.unifiedbx.pbx.instance.ProcessState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Watches the instance's processes and starts a dead one again: after half a second, then after
/// twice that and so on up to eight seconds; a minute of life makes it begin anew.
///
/// One virtual thread per process, so that a slow start of one holds up no other. [#close] returns
/// only when no start is under way, so that nothing comes back after the end.
public final class Supervisor implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final Clock clock;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  public Supervisor(Clock clock) {
    this.clock = clock;
  }

  /// Begins to watch a process that runs.
  public void watch(ManagedProcess process) {
    var watch = new Watch(process);
    watches.add(watch);
    watch.thread.start();
  }

  public List<ProcessState> states() {
    return watches.stream().map(w -> w.state).toList();
  }

  @Override
  public void close() {
    closed = true;
    watches.forEach(w -> w.thread.interrupt());
    for (var watch : watches) {
      joinQuietly(watch.thread);
    }
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(90));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Watch {

    private final ManagedProcess process;
    private final Thread thread;
    private volatile ProcessState state;
    private int attempts;

    Watch(ManagedProcess process) {
      this.process = process;
      this.state = running();
      this.thread =
          Thread.ofVirtual().name("supervise-" + process.name()).unstarted(this::untilClosed);
    }

    private void untilClosed() {
      try {
        while (!closed) {
          Thread.sleep(LOOK);
          if (!process.isRunning()) {
            restart();
          } else if (attempts > 0 && age().compareTo(STABLE) > 0) {
            attempts = 0;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // Closed while it waited: that is the end.
      }
    }

    private void restart() throws InterruptedException {
      died("it ended unexpectedly");
      LOG.log(Level.WARNING, "{0} died (process {1}); it is started again", name(), state.pid());
      while (!closed && !process.isRunning()) {
        Thread.sleep(pause());
        attempts++;
        try {
          process.start();
        } catch (InstanceException e) {
          died(String.valueOf(e.getMessage()));
          LOG.log(
              Level.ERROR, "{0} does not start, attempt {1}: {2}", name(), attempts, state.why());
        }
      }
      state = running();
      LOG.log(Level.INFO, "{0} is back (process {1})", name(), state.pid());
    }

    private Duration pause() {
      var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 4));
      return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void died(String why) {
      var known = state;
      var since = known.isRunning() ? clock.instant() : known.since();
      state =
          new ProcessState(
              name(), ProcessState.Phase.RESTARTING, known.pid(), since, why, attempts + 1);
    }

    private ProcessState running() {
      Instant now = clock.instant();
      @Nullable Long pid = process.pid();
      return new ProcessState(name(), ProcessState.Phase.RUNNING, pid, now, null, attempts);
    }

    private Duration age() {
      return Duration.between(state.since(), clock.instant());
    }

    private String name() {
      return process.name();
    }
  }
}
