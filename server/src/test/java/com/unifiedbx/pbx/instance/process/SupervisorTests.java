package com.unifiedbx.pbx.instance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.ManagedProcess;
import com.unifiedbx.pbx.instance.ProcessState;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTests {

  private final Frail frail = new Frail();
  private final Supervisor supervisor = new Supervisor(Clock.systemUTC());

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void aDeadProcessIsStartedAgainAfterGrowingPauses() {
    supervisor.watch(frail);
    assertThat(supervisor.states()).allMatch(ProcessState::isRunning);
    frail.failures.set(2);
    frail.running = false;
    await().until(() -> !supervisor.states().getFirst().isRunning());
    await().until(() -> supervisor.states().getFirst().attempts() == 2);
    assertThat(supervisor.states().getFirst().why()).isEqualTo("not yet");
    await().until(() -> supervisor.states().getFirst().isRunning());
    assertThat(frail.starts).hasSize(3);
    var first = frail.starts.get(1) - frail.starts.get(0);
    var second = frail.starts.get(2) - frail.starts.get(1);
    assertThat(first).isGreaterThan(900_000_000L);
    assertThat(second).isGreaterThan(1_800_000_000L);
  }

  @Test
  void closedItStartsNothing() {
    supervisor.watch(frail);
    supervisor.close();
    frail.running = false;
    assertThat(frail.starts).isEmpty();
  }

  /// Dies when told to, and fails to start as often as told.
  private static final class Frail implements ManagedProcess {

    private final List<Long> starts = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public String name() {
      return "frail";
    }

    @Override
    public void start() {
      starts.add(System.nanoTime());
      if (failures.getAndDecrement() > 0) {
        throw new InstanceException("not yet");
      }
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public @Nullable Long pid() {
      return running ? 1L : null;
    }
  }
}
