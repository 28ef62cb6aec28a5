package com.unifiedbx.pbx.calls.tracking;

import static com.unifiedbx.pbx.calls.TestCalls.ID;
import static com.unifiedbx.pbx.calls.tracking.Events.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallStatus;
import com.unifiedbx.pbx.calls.TestCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrackedCallTests {

  private final TrackedCall call = TestCalls.tracked(null);

  private static Events events() {
    return new Events(ID);
  }

  private Call after(Events events) {
    events.list().forEach(call::apply);
    return call.call();
  }

  @Test
  void answeredCallGoesThroughAllStatusesOnce() {
    var seen = new ArrayList<CallStatus>();
    for (var event : events().connected().hungUp("b", 16, null).hungUp(ID, 16, null).list()) {
      var status = call.apply(event).status();
      if (seen.isEmpty() || seen.getLast() != status) {
        seen.add(status);
      }
    }
    assertThat(seen)
        .containsExactly(
            CallStatus.QUEUED,
            CallStatus.RINGING,
            CallStatus.ANSWERED,
            CallStatus.CONNECTED,
            CallStatus.COMPLETED);
    var times = call.call().times();
    assertThat(
            Stream.of(
                times.createdAt(),
                times.ringingAt(),
                times.answeredAt(),
                times.connectedAt(),
                times.endedAt()))
        .doesNotContainNull()
        .isSorted();
    assertThat(call.call().failure()).isNull();
  }

  static Stream<Arguments> originFailures() {
    return Stream.of(
        Arguments.of(17, 486, "BUSY", 0, CallFailure.BUSY),
        Arguments.of(21, 603, "NOANSWER", 0, CallFailure.REJECTED),
        Arguments.of(19, 480, "NOANSWER", 0, CallFailure.NO_ANSWER),
        Arguments.of(1, 404, "NOANSWER", 0, CallFailure.UNALLOCATED),
        Arguments.of(34, 503, "CONGESTION", 0, CallFailure.CONGESTION),
        Arguments.of(18, 408, "NOANSWER", 0, CallFailure.TIMEOUT),
        Arguments.of(58, 488, "NOANSWER", 0, CallFailure.REJECTED),
        Arguments.of(38, 500, "NOANSWER", 0, CallFailure.CONGESTION),
        Arguments.of(23, 302, "CANCEL", 0, CallFailure.REJECTED),
        Arguments.of(21, null, "NOANSWER", 0, CallFailure.REJECTED),
        Arguments.of(1, null, "NOANSWER", 0, CallFailure.UNALLOCATED),
        Arguments.of(0, null, "BUSY", 5, CallFailure.BUSY),
        Arguments.of(0, null, "CONGESTION", 8, CallFailure.CONGESTION),
        Arguments.of(16, null, "NOANSWER", 0, CallFailure.REJECTED));
  }

  @ParameterizedTest
  @MethodSource("originFailures")
  void originRefusalBecomesItsOwnFailure(
      int cause, @Nullable Integer sip, String dialStatus, int reason, CallFailure expected) {
    var ended =
        after(
            events()
                .created(ID)
                .dial(null, ID)
                .dialEnd(null, ID, dialStatus)
                .hungUp(ID, cause, sip)
                .originated(false, reason));
    assertThat(ended.status()).isEqualTo(CallStatus.FAILED);
    assertThat(ended.failure()).isEqualTo(expected);
    assertThat(ended.cause()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("originFailures")
  void verdictBeforeHangUpMakesNoDifference(
      int cause, @Nullable Integer sip, String dialStatus, int reason, CallFailure expected) {
    var ended =
        after(
            events()
                .created(ID)
                .dial(null, ID)
                .originated(false, reason)
                .dialEnd(null, ID, dialStatus)
                .hungUp(ID, cause, sip));
    assertThat(ended.failure()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"RINGING", "PROGRESS"})
  void phoneThatRangUntilTheTimeoutDidNotAnswer(String reaction) {
    var ended =
        after(
            events()
                .created(ID)
                .dial(null, ID)
                .dialState(null, ID, reaction)
                .after(30_000)
                .hungUp(ID, 19, 480)
                .originated(false, 3));
    assertThat(ended.failure()).isEqualTo(CallFailure.NO_ANSWER);
    assertThat(ended.times().ringingAt()).isNotNull();
  }

  @Test
  void phoneThatNeverReactedIsATimeout() {
    var ended =
        after(
            events()
                .created(ID)
                .dial(null, ID)
                .after(30_000)
                .originated(false, 3)
                .hungUp(ID, 19, 480));
    assertThat(ended.failure()).isEqualTo(CallFailure.TIMEOUT);
  }

  @Test
  void failureWithoutAnyChannelMeansThatThePhoneWentAway() {
    after(events().originated(false, 0));
    assertThat(call.call().status()).isEqualTo(CallStatus.QUEUED);
    assertThat(call.tick(START.plusSeconds(2)).failure()).isEqualTo(CallFailure.UNREGISTERED);
  }

  @Test
  void hangUpWithoutVerdictIsDecidedAfterAGrace() {
    after(events().originRings().hungUp(ID, 17, 486));
    assertThat(call.call().status()).isEqualTo(CallStatus.RINGING);
    assertThat(call.tick(START.plusSeconds(2)).failure()).isEqualTo(CallFailure.BUSY);
  }

  @Test
  void silenceOfAsteriskItselfEndsInATimeout() {
    after(events().created(ID));
    assertThat(call.tick(START.plusSeconds(34)).status()).isEqualTo(CallStatus.QUEUED);
    assertThat(call.tick(START.plusSeconds(36)).failure()).isEqualTo(CallFailure.TIMEOUT);
    assertThat(call.needsHangUp()).isTrue();
  }

  static Stream<Arguments> destinationFailures() {
    return Stream.of(
        Arguments.of(17, 486, "BUSY", CallFailure.DESTINATION_BUSY),
        Arguments.of(21, 603, "NOANSWER", CallFailure.DESTINATION_FAILED),
        Arguments.of(1, 404, "NOANSWER", CallFailure.DESTINATION_FAILED),
        Arguments.of(34, 503, "CONGESTION", CallFailure.DESTINATION_FAILED),
        Arguments.of(19, 480, "NOANSWER", CallFailure.DESTINATION_NO_ANSWER),
        Arguments.of(16, null, "NOANSWER", CallFailure.DESTINATION_NO_ANSWER),
        Arguments.of(0, null, "CANCEL", CallFailure.DESTINATION_NO_ANSWER),
        Arguments.of(17, null, "BUSY", CallFailure.DESTINATION_BUSY));
  }

  @ParameterizedTest
  @MethodSource("destinationFailures")
  void destinationRefusalBecomesItsOwnFailure(
      int cause, @Nullable Integer sip, String dialStatus, CallFailure expected) {
    var ended =
        after(
            events()
                .destinationRings()
                .hungUp("b", cause, sip)
                .dialEnd(ID, "b", dialStatus)
                .hungUp(ID, 16, null));
    assertThat(ended.status()).isEqualTo(CallStatus.FAILED);
    assertThat(ended.failure()).isEqualTo(expected);
  }

  @Test
  void numberThatNobodyHasIsAMissingDestination() {
    assertThat(after(events().originAnswers().hungUp(ID, 1, 404)).failure())
        .isEqualTo(CallFailure.DESTINATION_MISSING);
  }

  @Test
  void destinationWithoutASecondPartyCompletes() {
    var ended = after(events().originAnswers().hungUp(ID, 16, null));
    assertThat(ended.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(ended.talkTime()).isZero();
  }

  @Test
  void applicationIsConnectedAsSoonAsItRuns() {
    var echo = TestCalls.tracked("Echo");
    events().originAnswers().list().forEach(echo::apply);
    assertThat(echo.call().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void cancelBeforeTheAnswerIsCanceledWhateverAsteriskCallsIt() {
    after(events().originRings());
    assertThat(call.cancel()).isTrue();
    var ended = after(events().after(1000).hungUp(ID, 17, 486).originated(false, 5));
    assertThat(ended.status()).isEqualTo(CallStatus.CANCELED);
    assertThat(ended.failure()).isNull();
  }

  @Test
  void cancelThatMeetsTheAnswerIsCanceledUnlessBothTalk() {
    after(events().originRings());
    call.cancel();
    after(events().after(500).state(ID, ChannelState.UP).originated(true, 4));
    assertThat(after(events().after(1000).hungUp(ID, 16, null)).status())
        .isEqualTo(CallStatus.CANCELED);
  }

  @Test
  void hangUpOfAConnectedCallCompletesIt() {
    after(events().connected());
    call.cancel();
    assertThat(after(events().after(2000).hungUp("b", 16, null).hungUp(ID, 16, null)).status())
        .isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void cancelBeforeThereIsAChannelHangsUpAsSoonAsThereIsOne() {
    call.cancel();
    assertThat(call.needsHangUp()).isFalse();
    after(events().created(ID));
    assertThat(call.needsHangUp()).isTrue();
    after(events().after(500).hungUp(ID, 16, null));
    assertThat(call.needsHangUp()).isFalse();
    assertThat(call.call().status()).isEqualTo(CallStatus.CANCELED);
  }

  @Test
  void cancelOfAFinishedCallIsRefused() {
    after(events().connected().hungUp("b", 16, null).hungUp(ID, 16, null));
    assertThat(call.cancel()).isFalse();
  }

  @Test
  void everythingAfterTheEndIsIgnored() {
    var ended = after(events().connected().hungUp("b", 16, null).hungUp(ID, 16, null));
    after(events().after(5000).connected().hungUp(ID, 17, 486).originated(false, 5));
    call.reconcile(List.of(), Instant.MAX.minusSeconds(100_000_000));
    assertThat(call.call()).isSameAs(ended);
  }

  @Test
  void allPhonesOfAnExtensionAreOneOrigin() {
    var half = ID + Legs.OTHER_HALF;
    after(
        events()
            .created(ID)
            .created(half)
            .dial(null, ID)
            .created("p1")
            .dial(half, "p1")
            .created("p2")
            .dial(half, "p2")
            .dialState(half, "p1", "RINGING"));
    assertThat(call.call().status()).isEqualTo(CallStatus.RINGING);
    after(events().after(900).dialEnd(half, "p1", "ANSWER").bridged("p1", "x").bridged(half, "x"));
    after(events().after(2000).state(ID, ChannelState.UP).originated(true, 4));
    assertThat(call.call().status()).isEqualTo(CallStatus.ANSWERED);
    after(events().after(3000).created("b").dial(ID, "b").bridged("b", "y").bridged(ID, "y"));
    assertThat(call.call().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void refusalBehindALocalChannelIsFoundOnItsOtherHalf() {
    var half = ID + Legs.OTHER_HALF;
    var ended =
        after(
            events()
                .created(ID)
                .created(half)
                .dial(null, ID)
                .dialEnd(null, ID, "NOANSWER")
                .hungUp(half, 21, null)
                .hungUp(ID, 0, null)
                .originated(false, 0));
    assertThat(ended.failure()).isEqualTo(CallFailure.REJECTED);
  }

  /// Also those whose own end was never told.
  @Test
  void everyLegEndsWithItsCall() {
    assertThat(after(events().connected().hungUp("b", 16, null).hungUp(ID, 16, null)).legs())
        .hasSize(2)
        .allSatisfy(leg -> assertThat(leg.state()).isEqualTo("ended"));
    var lost = TestCalls.tracked(null);
    events().connected().list().forEach(lost::apply);
    lost.reconcile(List.of(), START.plusSeconds(60));
    assertThat(lost.tick(START.plusSeconds(61)).legs())
        .hasSize(2)
        .allSatisfy(leg -> assertThat(leg.state()).isEqualTo("ended"));
  }

  @Test
  void callWhoseChannelIsGoneAfterAReconnectIsLost() {
    after(events().connected());
    var back = START.plusSeconds(60);
    assertThat(call.reconcile(List.of(), back).status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.tick(back.plusMillis(900)).status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.tick(back.plusSeconds(1)).failure()).isEqualTo(CallFailure.LOST);
  }

  @Test
  void hangUpThatIsOnItsWayWhileTheListsAreReadIsNoLoss() {
    after(events().connected());
    call.reconcile(List.of(), START.plusSeconds(60));
    after(events().after(60_100).hungUp("b", 16, null).hungUp(ID, 16, null));
    assertThat(call.tick(START.plusSeconds(65)).status()).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void reconnectCatchesUpWithWhatHappenedMeanwhile() {
    after(events().originRings());
    var up =
        List.of(
            new LiveChannel(events().channel(ID, ChannelState.UP), "bridge", Duration.ZERO),
            new LiveChannel(events().channel("b", ChannelState.UP), "bridge", Duration.ZERO));
    assertThat(call.reconcile(up, START.plusSeconds(60)).status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.call().legs()).hasSize(2);
  }

  @Test
  void anyOrderOfEventsEndsExactlyOnceWithTimesThatNeverDecrease() {
    var random = new Random(4711);
    for (var round = 0; round < 500; round++) {
      var shuffled = new ArrayList<>(events().connected().hungUp("b", 16, null).list());
      shuffled.addAll(shuffled.subList(0, 5));
      Collections.shuffle(shuffled, random);
      var tracked = TestCalls.tracked(null);
      shuffled.forEach(tracked::apply);
      events().after(10_000).hungUp(ID, 16, null).list().forEach(tracked::apply);
      tracked.tick(START.plusSeconds(100));
      var times = tracked.call().times();
      assertThat(tracked.call().status().isTerminal()).isTrue();
      assertThat(
              Stream.of(
                      times.createdAt(),
                      times.ringingAt(),
                      times.answeredAt(),
                      times.connectedAt(),
                      times.endedAt())
                  .filter(time -> time != null)
                  .toList())
          .isSorted();
    }
  }
}
