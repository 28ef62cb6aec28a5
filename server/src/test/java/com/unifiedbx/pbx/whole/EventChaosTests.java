package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestStream;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Those who follow the events of real calls, and the program that tells of them, are killed at any
/// moment. Nothing is missing, nothing is there twice.
@Timeout(300)
class EventChaosTests {

  private static final Duration BACK = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int READERS = 4;
  private static final int AT_ONCE = 4;
  private static final Set<String> ENDS = Set.of("call.completed", "call.failed", "call.canceled");

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final PbxClient reader = PbxClient.with(pbx, "event:read", "call:read");

  /// Marks the calls of this test, whatever else goes on.
  private final String run = UUID.randomUUID().toString();

  /// An event of one of these calls.
  record Told(String id, String call, String type) {}

  @Test
  void readersKilledUnderFiftyCallsGetEachStepOnceAndInOrder() throws Exception {
    var account = user.extension();
    try (var _ = registered(pbx, account, Manner.ANSWERS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = follow(threads);
      dial(threads, account, 50);
      await()
          .atMost(BACK)
          .pollInterval(LOOK)
          .until(() -> frequency(pbx.states(run), "connected") == 50);
      var calls = pbx.calls(run);
      hangUpAll();
      ringTheBell(account);
      var told = agreed(readers);
      for (var call : calls) {
        assertThat(told.stream().filter(event -> event.call().equals(call)).map(Told::type))
            .containsExactly(
                "call.queued", "call.ringing", "call.answered", "call.connected", "call.completed");
      }
    }
  }

  @Test
  void whatHappenedBeforeAndAfterTheProgramWasKilledIsToldOnce() throws Exception {
    var account = user.extension();
    try (var _ = registered(pbx, account, Manner.ANSWERS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Told>>> readers;
      List<Future<?>> dialled;
      pbx.stopApi();
      try (var _ = pbx.startApiApart()) {
        awaitHealth();
        readers = follow(threads);
        dialled = dial(threads, account, 20);
        await().atMost(BACK).pollInterval(LOOK).until(() -> pbx.calls(run).size() > 10);
        // Killed here, with calls, steps and requests on their way.
      } finally {
        pbx.startApi();
      }
      for (var call : dialled) {
        call.get();
      }
      awaitHealth();
      hangUpAll();
      ringTheBell(account);
      var told = agreed(readers);
      assertThat(told.stream().filter(event -> ENDS.contains(event.type())).map(Told::call))
          .containsExactlyInAnyOrderElementsOf(pbx.calls(run));
      assertThat(told.stream().map(event -> event.call() + " " + event.type()))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(pbx.steps(run));
    }
  }

  /// Some at a time, as Asterisk bears it.
  private List<Future<?>> dial(ExecutorService threads, Account account, int calls) {
    var atOnce = new Semaphore(AT_ONCE);
    var dialled = new ArrayList<Future<?>>();
    for (int call = 0; call < calls; call++) {
      dialled.add(
          threads.submit(() -> {
            atOnce.acquireUninterruptibly();
            dial(account, Map.of("run", run));
            atOnce.release();
          }));
    }
    return dialled;
  }

  /// Asks until the limit of calls allows it. What becomes of a request that nobody lives to answer
  /// shows in the end.
  private void dial(Account account, Map<String, String> tag) {
    var channel = "PJSIP/" + account.number();
    var request = Map.of("channel", channel, "application", "Wait", "data", "600", "tag", tag);
    await()
        .atMost(BACK)
        .pollInterval(LOOK)
        .until(
            () -> {
              try {
                return user.api().post("/originate", request).statusCode();
              } catch (UncheckedIOException killed) {
                return 0;
              }
            },
            status -> status != 429);
  }

  /// Ends them as soon as each is up or over.
  private void hangUpAll() {
    await()
        .atMost(BACK)
        .pollInterval(LOOK)
        .until(
            () -> pbx.states(run),
            states -> states.stream().noneMatch(Set.of("queued", "ringing", "answered")::contains));
    for (var id : pbx.calls(run)) {
      await()
          .atMost(BACK)
          .pollInterval(LOOK)
          .until(
              () -> user.api().post("/calls/" + id + "/hangup", Map.of()).statusCode(),
              status -> status == 200 || status == 409);
    }
    await()
        .atMost(BACK)
        .pollInterval(LOOK)
        .until(() -> pbx.states(run), states -> !states.contains("connected"));
  }

  /// One more call, behind whose end readers need not read.
  private void ringTheBell(Account account) {
    dial(account, Map.of("run", run, "bell", "last"));
    hangUpAll();
  }

  private void awaitHealth() {
    await()
        .atMost(BACK)
        .pollInterval(LOOK)
        .ignoreExceptions()
        .until(() -> user.api().get("/health").statusCode() == 200);
  }

  private List<Future<List<Told>>> follow(ExecutorService threads) {
    String start;
    try (var stream = TestStream.of(reader.open("/events?after=none"))) {
      start = String.valueOf(stream.next().id());
    }
    return IntStream.range(0, READERS)
        .mapToObj(number -> threads.submit(() -> read(start, new Random(number))))
        .toList();
  }

  /// Reads until the bell, and dies again and again meanwhile.
  private List<Told> read(String start, Random random) {
    var told = new ArrayList<Told>();
    var last = start;
    while (true) {
      try (var stream = open(last)) {
        for (var left = 1 + random.nextInt(30); left > 0; left--) {
          var event = stream.nextOrEnd();
          if (event == null) {
            break; // The program is dead, or stops.
          }
          last = String.valueOf(event.id());
          assertThat(event.type()).startsWith("call.");
          var call = event.json().get("data");
          if (call.at("/tag/run").asString("").equals(run)) {
            told.add(new Told(last, call.get("id").asString(), event.type()));
          }
          if (call.at("/tag/bell").asString("").equals("last") && ENDS.contains(event.type())) {
            return told;
          }
        }
      }
    }
  }

  private TestStream open(String last) {
    return TestStream.of(
        await()
            .atMost(BACK)
            .pollInterval(LOOK)
            .ignoreExceptions()
            .until(
                () -> reader.open("/events?types=call.*", "Last-Event-ID", last),
                answer -> answer.statusCode() == 200));
  }

  /// What all readers were told, which is the same and nothing twice.
  private static List<Told> agreed(List<Future<List<Told>>> readers) throws Exception {
    var first = readers.getFirst().get();
    for (var reader : readers) {
      assertThat(reader.get()).isEqualTo(first);
    }
    assertThat(new LinkedHashSet<>(first)).hasSameSizeAs(first);
    return first;
  }
}
