package com.unifiedbx.pbx.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.asterisk.OriginateCommand;
import com.unifiedbx.pbx.asterisk.OriginateReply;
import com.unifiedbx.pbx.calls.tracking.Events;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CallsTests {

  private static final TestDatabase DATABASE = TestDatabase.fresh();

  private final TestPbx pbx = TestPbx.emptied(DATABASE);

  @AfterEach
  void stop() {
    pbx.close();
  }

  private static Refusal refusalOf(ThrowingCallable code) {
    return catchThrowableOfType(RefusedException.class, code).refusal();
  }

  private OriginateRequest json(String text) {
    return new OriginateParser(TestCalls.properties()).parse(text.getBytes(UTF_8));
  }

  private Refusal refused(String text) {
    return refusalOf(() -> pbx.calls.originate(pbx.calls.newId(), json(text), TestPbx.CALLER));
  }

  @Test
  void originateIsOnTheWireAndInTheDatabaseBeforeItAnswers() {
    var call = pbx.originate();
    assertThat(call.status()).isEqualTo(CallStatus.QUEUED);
    assertThat(pbx.store.find(call.id())).isEqualTo(call);
    assertThat(pbx.asterisk.originated)
        .singleElement()
        .satisfies(command -> {
          assertThat(command.callId()).isEqualTo(call.id());
          assertThat(command.channel()).isEqualTo("PJSIP/1001");
          assertThat(command.callerId()).isEqualTo("\"Alice\" <1001>");
          assertThat(command.target())
              .isEqualTo(new OriginateCommand.Target.Dialplan("from-internal", "1002", 1));
        });
  }

  private Refusal refused(Fence fence, String text) {
    return refusalOf(() -> pbx.calls.originate(pbx.calls.newId(), json(text), fenced(fence)));
  }

  private static Caller fenced(Fence fence) {
    return new Caller("app-1", "Dialler", "token-1", Set.of(), "", new Terms(false, fence, null));
  }

  @Test
  void whatLiesOutsideOfTheCallersFenceIsRefusedAndCountedByCall() {
    var call = "{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"}";
    assertThat(refused(new Fence(List.of("2XXX"), List.of(), null, null), call))
        .extracting(Refusal::code, Refusal::kind, Refusal::field)
        .containsExactly("outside_fence", Refusal.Kind.FORBIDDEN, "channel");
    assertThat(refused(new Fence(List.of("1001"), List.of("1207"), null, null), call))
        .extracting(Refusal::code, Refusal::field)
        .containsExactly("outside_fence", "exten");
    var message =
        "{\"channel\":\"1001\",\"application\":\"VoiceMail\",\"data\":\"1001&2002@default,u\"}";
    assertThat(refused(new Fence(List.of("1001"), List.of(), null, null), message))
        .extracting(Refusal::code, Refusal::field)
        .containsExactly("outside_fence", "data");
    pbx.calls.originate(
        pbx.calls.newId(), json(call), fenced(new Fence(List.of(), List.of(), 1, null)));
    assertThat(refused(new Fence(List.of(), List.of(), 1, null), call))
        .extracting(Refusal::code, Refusal::kind)
        .containsExactly("fence_calls", Refusal.Kind.LIMITED);
    assertThat(refused(new Fence(List.of(), List.of(), null, 1), call).code())
        .isEqualTo("fence_calls");
    assertThat(pbx.asterisk.originated).hasSize(1);
  }

  @Test
  void whatAsteriskHasNoHandForIsRefusedAsOverloadedAndLeavesNothingBehind() {
    var first = pbx.originate().id();
    for (var call = 1; call < TestPbx.ADMISSION.limit(); call++) {
      pbx.originate();
    }
    var before = pbx.asterisk.originated.size();
    assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"}"))
        .extracting(Refusal::code, Refusal::kind)
        .containsExactly("overloaded", Refusal.Kind.UNAVAILABLE);
    assertThat(pbx.asterisk.originated).hasSize(before);
    assertThat(pbx.calls.listLive(50, null, TestPbx.CALLER).items()).hasSize(before);
    pbx.tell(new Events(first).created(first).dial(null, first));
    assertThat(pbx.originate().status()).isEqualTo(CallStatus.QUEUED);
  }

  @Test
  void whatIsRefusedOrOverBeforeItIsDialledTakesNoPlace() {
    for (var call = 0; call < 2 * TestPbx.ADMISSION.limit(); call++) {
      assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"7777\"}").code())
          .isEqualTo("destination_missing");
      var id = pbx.originate().id();
      pbx.tell(new Events(id).created(id).hungUp(id, 20, null).originated(false, 0));
    }
    assertThat(pbx.live.count()).isZero();
  }

  @Test
  void onlyOneOfManyAtTheSameMomentGetsTheLastCallThatIsAllowed() {
    for (var fence :
        List.of(
            new Fence(List.of(), List.of(), 3, null), new Fence(List.of(), List.of(), null, 3))) {
      var name = "app-" + fence.callsPerMinute();
      var caller = new Caller(name, name, "token", Set.of(), "", new Terms(false, fence, null));
      var request = json("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"}");
      var together = new CyclicBarrier(8);
      var attempts = new ArrayList<Future<Call>>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var n = 0; n < 8; n++) {
          attempts.add(
              threads.submit(() -> {
                together.await();
                return pbx.calls.originate(pbx.calls.newId(), request, caller);
              }));
        }
      }
      assertThat(attempts).filteredOn(one -> one.state() == Future.State.SUCCESS).hasSize(3);
      var more = new Fence(List.of(), List.of(), 4, null);
      pbx.store.count(name, more, Instant.now());
      assertThat(refusalOf(() -> pbx.store.count(name, more, Instant.now())).code())
          .as("a leg counts as a call does")
          .isEqualTo("fence_calls");
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeAnythingRings() {
    pbx.asterisk.register("1003");
    pbx.asterisk.dialplan.add("from-internal,1999,1");
    assertThat(refused("{\"channel\":\"PJSIP/1099\",\"exten\":\"1002\"}"))
        .extracting(Refusal::code, Refusal::kind, Refusal::field)
        .containsExactly("unknown_endpoint", Refusal.Kind.BAD_VALUE, "channel");
    assertThat(refused("{\"channel\":\"PJSIP/1003\",\"exten\":\"1002\"}"))
        .extracting(Refusal::code, Refusal::kind)
        .containsExactly("unregistered", Refusal.Kind.CONFLICT);
    assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"99\"}"))
        .extracting(Refusal::code, Refusal::field)
        .containsExactly("destination_missing", "exten");
    assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"1999\"}"))
        .extracting(Refusal::code)
        .isEqualTo("destination_missing");
    pbx.asterisk.up = false;
    assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"}"))
        .extracting(Refusal::code, Refusal::kind)
        .containsExactly("pbx_unavailable", Refusal.Kind.UNAVAILABLE);
    assertThat(pbx.asterisk.originated).isEmpty();
    assertThat(pbx.calls.list(null, 50, null, TestPbx.CALLER).total()).isZero();
  }

  @Test
  void numberThatOnlyParkingKnowsIsADestination() {
    pbx.asterisk.dialplan.add("from-internal,701,1");
    pbx.asterisk.dialplan.add("parkedcalls,701,1");
    var call =
        pbx.calls.originate(
            pbx.calls.newId(), json("{\"channel\":\"1001\",\"exten\":\"701\"}"), TestPbx.CALLER);
    assertThat(call.to().number()).isEqualTo("701");
  }

  @Test
  void refusalByAsteriskItselfLeavesNothingBehind() {
    pbx.asterisk.reply = new OriginateReply.Refused("Extension does not exist.");
    assertThat(refused("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"}").code())
        .isEqualTo("destination_missing");
    assertThat(pbx.live.list()).isEmpty();
    assertThat(pbx.calls.list(null, 50, null, TestPbx.CALLER).items()).isEmpty();
  }

  @Test
  void allPhonesRingWhereTheDialplanCanDoThat() {
    pbx.asterisk.register("1001", "PJSIP/1001/sip:a", "PJSIP/1001/sip:b");
    pbx.asterisk.dialplan.add("pbx-origin,1001,1");
    var request = json("{\"channel\":\"1001\",\"exten\":\"1002\"}");
    assertThat(pbx.calls.rehearse(request, TestPbx.CALLER).rings()).hasSize(2);
    pbx.calls.originate(pbx.calls.newId(), request, TestPbx.CALLER);
    assertThat(pbx.asterisk.originated.getFirst().channel()).isEqualTo("Local/1001@pbx-origin/n");
  }

  @Test
  void rehearsalSaysWhereTheNumberLeads() {
    pbx.asterisk.dialplan.addAll(
        List.of("from-internal,2075551234,1", "outbound,2075551234,1", "features,*43,1"));
    pbx.asterisk.dialplan.add("from-internal,*43,1");
    assertThat(route("2075551234"))
        .isEqualTo(new DryRun.Route("outbound", "12075551234", "trunk-carrier"));
    assertThat(route("1002")).isEqualTo(new DryRun.Route("internal-ext", "1002", null));
    assertThat(route("*43")).isEqualTo(new DryRun.Route("features", "*43", null));
  }

  private DryRun.@Nullable Route route(String exten) {
    var request = json("{\"channel\":\"1001\",\"exten\":\"" + exten + "\"}");
    return pbx.calls.rehearse(request, TestPbx.CALLER).route();
  }

  @Test
  void rehearsalPredictsTheRefusalAndRingsNothing() {
    var predicted =
        pbx.calls.rehearse(json("{\"channel\":\"PJSIP/1099\",\"exten\":\"1002\"}"), TestPbx.CALLER);
    assertThat(predicted.refusal())
        .isNotNull()
        .extracting(DryRun.Predicted::error)
        .isEqualTo("unknown_endpoint");
    assertThat(pbx.asterisk.originated).isEmpty();
  }

  @Test
  void finishedCallIsStoredWithItsVerdict() {
    var id = pbx.originate().id();
    pbx.tell(
        new Events(id)
            .originRings()
            .dialEnd(null, id, "BUSY")
            .hungUp(id, 17, 486)
            .originated(false, 0));
    var ended = pbx.calls.get(id);
    assertThat(ended.failure()).isEqualTo(CallFailure.BUSY);
    assertThat(pbx.live.list()).isEmpty();
    await().untilAsserted(() -> assertThat(pbx.store.find(id)).isEqualTo(ended));
  }

  @Test
  void longestDurationIsSetOnceTheOriginAnswers() {
    var id = pbx.calls.newId();
    pbx.calls.originate(id, pbx.request(",\"maxDuration\":60"), TestPbx.CALLER);
    pbx.tell(new Events(id).originAnswers());
    await()
        .untilAsserted(
            () -> assertThat(pbx.asterisk.limited).containsEntry(id, Duration.ofMinutes(1)));
  }

  @Test
  void hangUpOfARingingCallCancelsIt() {
    var id = pbx.originate().id();
    pbx.tell(new Events(id).originRings());
    pbx.calls.hangUp(id, TestPbx.CALLER);
    assertThat(pbx.asterisk.hungUp).contains(id);
    pbx.tell(new Events(id).after(900).hungUp(id, 16, null));
    assertThat(pbx.calls.get(id).status()).isEqualTo(CallStatus.CANCELED);
    assertThat(refusalOf(() -> pbx.calls.hangUp(id, TestPbx.CALLER)).code()).isEqualTo("call_over");
    assertThat(refusalOf(() -> pbx.calls.hangUp("c-none", TestPbx.CALLER)).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void callThatEndedWhileTheServerWasAwayIsLostAfterTheRestart() {
    var row = TestCalls.queued(pbx.calls.newId(), Instant.now().minusSeconds(20));
    pbx.store.keep(row);
    try (var restarted = new TestPbx(DATABASE)) {
      assertThat(restarted.live.list()).hasSize(1);
      restarted.asterisk.listeners.forEach(listener -> listener.resynchronise());
      await()
          .untilAsserted(() ->
              assertThat(restarted.calls.get(row.call().id()).failure())
                  .isEqualTo(CallFailure.LOST));
      await().untilAsserted(() -> assertThat(restarted.store.listUnfinished()).isEmpty());
    }
  }

  @Test
  void clockDecidesNothingUntilTheListsAreRead() {
    var row = TestCalls.queued(pbx.calls.newId(), Instant.now().minusSeconds(60));
    var id = row.call().id();
    pbx.store.keep(row);
    try (var restarted = new TestPbx(DATABASE)) {
      restarted.live.tick();
      assertThat(restarted.calls.get(id).status()).isEqualTo(CallStatus.QUEUED);
      var channel = new Events(id).channel(id, ChannelState.UP);
      restarted.asterisk.channels.add(new LiveChannel(channel, null, Duration.ofSeconds(60)));
      restarted.asterisk.listeners.forEach(listener -> listener.resynchronise());
      await()
          .untilAsserted(
              () -> assertThat(restarted.calls.get(id).status()).isEqualTo(CallStatus.ANSWERED));
    }
  }

  @Test
  void callThatStillStandsIsTakenOverAfterTheRestart() {
    var row = TestCalls.queued(pbx.calls.newId(), Instant.now().minusSeconds(20));
    var id = row.call().id();
    pbx.store.keep(row);
    try (var restarted = new TestPbx(DATABASE)) {
      var channel = new Events(id).channel(id, ChannelState.UP);
      restarted.asterisk.channels.add(new LiveChannel(channel, null, Duration.ofSeconds(20)));
      restarted.asterisk.listeners.forEach(listener -> listener.resynchronise());
      await()
          .untilAsserted(
              () -> assertThat(restarted.calls.get(id).status()).isEqualTo(CallStatus.ANSWERED));
      restarted.tell(new Events(id).hungUp(id, 16, null));
      assertThat(restarted.calls.get(id).status()).isEqualTo(CallStatus.COMPLETED);
    }
  }

  @Test
  void callThatIsFoundIsReadOffTheLegThatBeganIt() {
    var id = "1764000000.7";
    try (var restarted = new TestPbx(DATABASE)) {
      for (var leg : List.of("1764000000.8", id)) {
        var channel = new Events(id).channel(leg, ChannelState.UP);
        restarted.asterisk.channels.add(new LiveChannel(channel, "bridge", Duration.ZERO));
      }
      restarted.asterisk.listeners.forEach(listener -> listener.resynchronise());
      await()
          .untilAsserted(
              () -> assertThat(restarted.calls.get(id).status()).isEqualTo(CallStatus.CONNECTED));
      assertThat(restarted.calls.get(id).from().endpoint()).isEqualTo("PJSIP/1001");
      assertThat(restarted.live.list()).hasSize(1);
      restarted.tell(new Events(id).hungUp("1764000000.8", 16, null).hungUp(id, 16, null));
    }
  }

  @Test
  void stateThatCannotBeWrittenWaitsAndIsShownMeanwhile() {
    var jdbc = JdbcClient.create(DATABASE.dataSource());
    var id = pbx.originate().id();
    jdbc.sql("ALTER TABLE call RENAME TO call_away").update();
    try {
      pbx.tell(new Events(id).connected().hungUp("b", 16, null).hungUp(id, 16, null));
      assertThat(pbx.calls.get(id).status()).isEqualTo(CallStatus.COMPLETED);
    } finally {
      jdbc.sql("ALTER TABLE call_away RENAME TO call").update();
    }
    await()
        .untilAsserted(() -> {
          assertThat(pbx.store.unwritten(id)).isNull();
          assertThat(pbx.store.find(id))
              .isNotNull()
              .extracting(Call::status)
              .isEqualTo(CallStatus.COMPLETED);
        });
  }

  @Test
  void eachStepIsToldOnceAlsoAfterARestartThatForgotHowFarItWas() {
    var id = pbx.originate().id();
    pbx.tell(new Events(id).connected());
    await()
        .untilAsserted(() ->
            assertThat(pbx.toldOf(id))
                .containsExactly("call.queued", "call.ringing", "call.answered", "call.connected"));
    try (var other = new TestPbx(DATABASE)) {
      other.tell(new Events(id).connected().hungUp("b", 16, null).hungUp(id, 16, null));
      await().untilAsserted(() -> assertThat(other.toldOf(id)).containsExactly("call.completed"));
      assertThat(other.calls.detail(id, TestPbx.CALLER).timeline()).hasSize(5);
    }
    pbx.tell(new Events(id).hungUp("b", 16, null).hungUp(id, 16, null));
    await().untilAsserted(() -> assertThat(pbx.store.unwritten(id)).isNull());
    assertThat(pbx.toldOf(id)).doesNotContain("call.completed");
  }

  @Test
  void hangUpAnswersWithTheEnd() {
    var id = pbx.originate().id();
    pbx.tell(new Events(id).originRings());
    pbx.asterisk.onHangUp = () -> pbx.tell(new Events(id).after(900).hungUp(id, 16, null));
    assertThat(pbx.calls.hangUp(id, TestPbx.CALLER).status()).isEqualTo(CallStatus.CANCELED);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    for (var i = 0; i < 5; i++) {
      pbx.originate();
    }
    var first = pbx.calls.list(null, 3, null, TestPbx.CALLER);
    var second = pbx.calls.list(null, 3, first.nextCursor(), TestPbx.CALLER);
    assertThat(first.total()).isEqualTo(5);
    assertThat(first.items()).hasSize(3);
    assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
    assertThat(second.nextCursor()).isNull();
    assertThat(pbx.calls.listLive(2, null, TestPbx.CALLER).total()).isEqualTo(5);
  }
}
