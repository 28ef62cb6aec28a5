package com.unifiedbx.pbx.calls.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
  private static final Duration SLOW = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong();
  private final List<Thread> waiting = new ArrayList<>();

  /// In the order in which they came in.
  private final List<String> entered = new CopyOnWriteArrayList<>();

  @AfterEach
  void waitForNobody() {
    waiting.forEach(Thread::interrupt);
  }

  private Admission door(int limit, Duration patience) {
    return new Admission(new AdmissionProperties(limit, SLOW, patience), nanos::get);
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
    var door = door(1, Duration.ofSeconds(5));
    slowDown(door);
    queue(door, "b", "crm");
    assertThat(refusalOf(door, "c", "crm").code()).isEqualTo("overloaded");
    assertThat(door.state().waiting()).isEqualTo(1);
  }

  /// Lets calls take so long that only one more has a chance; one is in hand afterwards.
  private void slowDown(Admission door) {
    for (var number = 0; number < 200; number++) {
      door.enter("slow", "crm");
      door.sent("slow");
      nanos.addAndGet(Duration.ofSeconds(4).toNanos());
      door.begun("slow");
    }
    door.enter("slow", "crm");
  }

  @Test
  void applicationsHaveTheirTurnsHoweverManyCallsOfOneWait() {
    var door = door(1, PATIENCE);
    door.enter("first", "noisy");
    for (var number = 0; number < 3; number++) {
      queue(door, "noisy" + number, "noisy");
    }
    queue(door, "quiet", "quiet");
    for (var out : List.of("first", "noisy0", "quiet", "noisy1")) {
      door.left(out);
      var count = entered.size();
      await().until(() -> entered.size() > count || door.state().waiting() == 0);
    }
    await().until(() -> entered.size() == 4);
    assertThat(entered).containsExactly("noisy0", "quiet", "noisy1", "noisy2");
  }

  @Test
  void theLimitFallsWhenAsteriskIsSlowAndGrowsWhenItIsFastAndAskedForMore() {
    var door = door(100, PATIENCE);
    var first = door.state().limit();
    for (var number = 0; number < first; number++) {
      door.enter("call" + number, "crm");
      door.sent("call" + number);
    }
    door.begun("call0");
    nanos.addAndGet(SLOW.toNanos());
    door.begun("call1");
    assertThat(door.state().limit()).as("just in time").isGreaterThan(first);
    var grown = door.state().limit();
    nanos.addAndGet(SLOW.toNanos());
    door.begun("call2");
    assertThat(door.state().limit()).as("one late, one sign").isEqualTo(grown * 3 / 4);
    door.begun("call3");
    door.begun("call4");
    assertThat(door.state().limit()).as("late at the same moment").isEqualTo(grown * 3 / 4);
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
