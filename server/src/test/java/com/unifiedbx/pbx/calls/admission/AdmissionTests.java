package com.unifiedbx.pbx.calls.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.netflix.concurrency.limits.limit.SettableLimit;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicLong nanos = new AtomicLong();
  private final List<Thread> waiting = new ArrayList<>();

  /// In the order in which they came in.
  private final List<String> entered = new CopyOnWriteArrayList<>();

  @AfterEach
  void waitForNobody() {
    waiting.forEach(Thread::interrupt);
  }

  private Admission door(int limit, Duration patience) {
    return new Admission(SettableLimit.startingAt(limit), patience, 1, nanos::get);
  }

  private static Refusal refusalOf(Admission door, String callId, String application) {
    return catchThrowableOfType(RefusedException.class, () -> door.enter(callId, application))
        .refusal();
  }

  /// Waits in the line, and is in it when this returns.
  private void queue(Admission door, String callId, String application) {
    var before = door.state().waiting();
    waiting.add(
        Thread.startVirtualThread(() -> {
          try {
            door.enter(callId, application);
            entered.add(callId);
          } catch (RefusedException interrupted) {
            // The test is over.
          }
        }));
    await().until(() -> door.state().waiting() == before + 1);
  }

  @Test
  void beyondTheLimitACallWaitsUntilAnotherIsDialled() {
    var door = door(2, PATIENCE);
    door.enter("a", "crm");
    door.enter("b", "crm");
    door.sent("a");
    queue(door, "c", "crm");
    assertThat(entered).isEmpty();
    door.begun("a");
    await().until(() -> entered.contains("c"));
    assertThat(door.state().inHand()).isEqualTo(2);
    assertThat(door.state().waiting()).isZero();
  }

  @Test
  void whoseTurnDoesNotComeInTimeIsRefusedAndTakesNoPlace() {
    var door = door(1, Duration.ofMillis(20));
    door.enter("a", "crm");
    assertThat(refusalOf(door, "b", "crm"))
        .extracting(Refusal::code, Refusal::kind, Refusal::retryAfter)
        .containsExactly("overloaded", Refusal.Kind.UNAVAILABLE, Duration.ofSeconds(2));
    assertThat(door.state()).isEqualTo(new Admission.State(1, 1, 0, 1));
    door.left("a");
    assertThatCode(() -> door.enter("b", "crm")).doesNotThrowAnyException();
  }

  @Test
  void whoseTurnWouldNotComeInTimeIsRefusedAtOnce() {
    var door = door(1, PATIENCE);
    door.enter("a", "crm");
    queue(door, "b", "crm");
    assertThat(refusalOf(door, "c", "crm").code()).isEqualTo("overloaded");
    assertThat(door.state().waiting()).isEqualTo(1);
  }

  @Test
  void applicationsHaveTheirTurnsHoweverManyCallsOfOneWait() {
    var door = door(6, PATIENCE);
    for (var number = 0; number < 6; number++) {
      door.enter("in" + number, "noisy");
    }
    for (var number = 0; number < 6; number++) {
      queue(door, "noisy" + number, "noisy");
    }
    assertThat(refusalOf(door, "one more", "noisy").code()).isEqualTo("overloaded");
    queue(door, "quiet", "quiet");
    door.left("in0");
    door.left("in1");
    await().until(() -> entered.size() == 2);
    assertThat(entered).containsExactlyInAnyOrder("noisy0", "quiet");
  }

  @Test
  void theLimitFallsWhenAsteriskIsSlowAndGrowsWhenItIsFast() {
    var slow = Duration.ofMillis(100);
    var limit = Admission.adapting(new AdmissionProperties(20, slow, PATIENCE));
    var door = new Admission(limit, PATIENCE, 1, nanos::get);
    for (var number = 0; number < 20; number++) {
      door.enter("call" + number, "crm");
      door.sent("call" + number);
    }
    nanos.addAndGet(slow.toNanos());
    door.begun("call0");
    assertThat(door.state().limit()).isEqualTo(20);
    nanos.incrementAndGet();
    door.begun("call1");
    assertThat(door.state().limit()).isEqualTo(18);
    door.sent("call2");
    door.begun("call2");
    assertThat(door.state().limit()).isEqualTo(19);
  }

  @Test
  void aCallOfWhichNothingIsHeardGivesItsPlaceUp() {
    var door = door(1, PATIENCE);
    door.enter("a", "crm");
    queue(door, "b", "crm");
    nanos.addAndGet(Admission.SILENT.toNanos());
    door.tick();
    assertThat(entered).isEmpty();
    nanos.incrementAndGet();
    door.tick();
    await().until(() -> entered.contains("b"));
  }
}
