package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class CommandTests {

  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
  private final RecordingListener listener = new RecordingListener();
  private AmiClient client = AmiClient.open(TestSettings.of(asterisk), listener);

  @AfterEach
  void close() {
    client.close();
    asterisk.close();
  }

  private void reopen(AmiSettings settings) {
    client.close();
    client = AmiClient.open(settings, listener);
    awaitUp();
  }

  private void awaitUp() {
    await().until(() -> client.status().connected());
  }

  @Test
  void anErrorIsAFailureWithAsterisksTrimmedWords() {
    awaitUp();
    asterisk.on("Hangup", (peer, action) -> peer.fail(action, " No such channel \n"));

    assertThat(client.send(AmiAction.of("Hangup").with("Channel", "x")))
        .isInstanceOfSatisfying(
            AmiReply.Failure.class,
            failure -> assertThat(failure.text()).isEqualTo("No such channel"));
  }

  @Test
  void aFailureInsideASuccessIsLeftToTheCallerWithItsText() {
    awaitUp();
    asterisk.on(
        "VoicemailMove", (peer, action) -> peer.succeed(action, "Message: Message move failed\n"));

    var reply = client.send(AmiAction.of("VoicemailMove"));

    assertThat(reply).isInstanceOf(AmiReply.Success.class);
    assertThat(reply.text()).isEqualTo("Message move failed");
  }

  @Test
  void answersFindTheirCallersInWhateverOrderTheyCome() {
    awaitUp();
    var held = new CopyOnWriteArrayList<AmiMessage>();
    asterisk.on(
        "Getvar",
        (peer, action) -> {
          held.add(action);
          if (held.size() == 50) {
            held.reversed().forEach(one -> peer.succeed(one, "Value: " + one.get("Variable")));
          }
        });

    var replies = IntStream.range(0, 50).mapToObj(i -> later(getvar("v" + i))).toList();

    for (int i = 0; i < 50; i++) {
      assertThat(replies.get(i).join().message().get("Value")).isEqualTo("v" + i);
    }
  }

  @Test
  void aReplyThatDribblesInIsWhole() {
    awaitUp();
    asterisk.on(
        "Getvar",
        (peer, action) ->
            peer.dribble(
                "Response: Success\r\nActionID: "
                    + action.get("ActionID")
                    + "\r\nValue: Zoë\r\n\r\n"));

    assertThat(client.send(getvar("x")).message().get("Value")).isEqualTo("Zoë");
  }

  @Test
  void garbageAndRepliesForNobodyDoNotDisturb() {
    awaitUp();
    asterisk.on(
        "Getvar",
        (peer, action) -> {
          peer.raw("\r\n\r\n\u0000\u0001 garbage\r\n\r\nResponse: Success\r\nActionID: x\r\n\r\n");
          peer.succeed(action, "Value: 1");
        });

    assertThat(client.send(getvar("x")).message().get("Value")).isEqualTo("1");
  }

  @Test
  void aTimeoutLeavesNothingBehindAndALateAnswerHarmsNobody() {
    reopen(TestSettings.replyingWithin(TestSettings.SHORT, asterisk));
    var held = new CopyOnWriteArrayList<AmiMessage>();
    asterisk.on("Getvar", (_, action) -> held.add(action));

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.send(getvar("secret-name")))
        .withMessage("Asterisk did not answer Getvar within 0.15 s.")
        .matches(AmiUnavailableException::sent);
    assertThat(client.status().load().unanswered()).isZero();
    assertThat(client.status().counters().timeouts()).isEqualTo(1);

    asterisk.commandPeer().succeed(held.getFirst(), "Value: late");
    asterisk.on("Getvar", (peer, action) -> peer.succeed(action, "Value: fresh"));
    assertThat(client.send(getvar("y")).message().get("Value")).isEqualTo("fresh");
  }

  @Test
  void aLinkCutWhileWaitingIsToldAtOnceAndAsPossiblySent() {
    awaitUp();
    asterisk.on("Hangup", (peer, _) -> peer.cut());

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.send(AmiAction.of("Hangup")))
        .matches(AmiUnavailableException::sent);
  }

  @Test
  void withoutALinkNothingIsSent() {
    awaitUp();
    asterisk.close();
    await().until(() -> client.status().text().startsWith("Asterisk cannot be reached: "));

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.send(getvar("x")))
        .matches(unavailable -> !unavailable.sent());
  }

  @Test
  void aPeerThatStopsReadingFillsTheQueueWhichThenRefuses() {
    reopen(TestSettings.of(asterisk).limits(new AmiSettings.Limits(10, 100, 1 << 20)));
    asterisk.on("Setvar", (peer, _) -> peer.stopReading());
    var big = AmiAction.of("Setvar");
    for (int i = 0; i < 100; i++) {
      big = big.with("Variable", "x".repeat(1_000));
    }
    var bulk = big;

    var waiting = new ArrayList<CompletableFuture<AmiReply>>();
    await()
        .until(() -> {
          waiting.add(later(bulk));
          return waiting.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
        });

    assertThat(client.status().load().outgoing()).isEqualTo(10);
    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.send(bulk))
        .withMessageContaining("Too many")
        .matches(unavailable -> !unavailable.sent());

    client.close();
    assertThat(waiting).allSatisfy(one -> assertThat(outcome(one)).isNotNull());
    assertThat(
            waiting.stream()
                .filter(one -> outcome(one) instanceof AmiUnavailableException u && !u.sent())
                .count())
        .isGreaterThanOrEqualTo(10);
  }

  @Test
  void aPeerThatStopsReadingIsFoundDeadByThePing() {
    reopen(TestSettings.pingingEvery(TestSettings.SHORT, TestSettings.SHORT, asterisk));
    asterisk.on("Ping", (peer, _) -> peer.stopReading());

    await().until(() -> client.status().counters().reconnects() > 0);

    assertThat(listener.reasons().getFirst())
        .isEqualTo("The link to Asterisk is dead: Asterisk did not answer Ping within 0.15 s.");
  }

  @Test
  void pingsMeasureTheRoundTrip() {
    reopen(TestSettings.pingingEvery(TestSettings.SHORT, TestSettings.LONG, asterisk));

    await().until(() -> client.status().load().roundTrip().isPositive());
  }

  @Test
  void theCallersActionIdIsUsedAndMustBeUnique() {
    awaitUp();
    var held = new CopyOnWriteArrayList<AmiMessage>();
    asterisk.on("Originate", (_, action) -> held.add(action));
    var originate = AmiAction.of("Originate").with("ActionID", "call-1");
    var first = later(originate);
    await().until(() -> !held.isEmpty());

    assertThatIllegalArgumentException().isThrownBy(() -> client.send(originate));
    asterisk.commandPeer().succeed(held.getFirst());
    assertThat(first.join()).isInstanceOf(AmiReply.Success.class);
    assertThat(held).extracting(action -> action.get("ActionID")).containsExactly("call-1");
  }

  @Test
  void anInterruptedCallerIsLetGo() throws InterruptedException {
    awaitUp();
    asterisk.on("Hangup", (_, _) -> {});
    var outcome = new CopyOnWriteArrayList<Throwable>();
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.send(AmiAction.of("Hangup"));
              } catch (AmiUnavailableException released) {
                outcome.add(released);
              }
            });
    await().until(() -> !asterisk.received("Hangup").isEmpty());

    caller.interrupt();
    caller.join();

    assertThat(outcome).hasSize(1);
    assertThat(client.status().load().unanswered()).isZero();
  }

  @Test
  void theCommandSessionAsksForNoEvents() {
    awaitUp();

    assertThat(asterisk.received("Login"))
        .extracting(login -> login.get("Events", ""))
        .isEqualTo(List.of("off", "on"));
  }

  private static AmiAction getvar(String name) {
    return AmiAction.of("Getvar").with("Variable", name);
  }

  private CompletableFuture<AmiReply> later(AmiAction action) {
    return CompletableFuture.supplyAsync(() -> client.send(action), VIRTUAL);
  }

  private static Throwable outcome(CompletableFuture<AmiReply> reply) {
    try {
      throw new AssertionError("answered: " + reply.join());
    } catch (CompletionException failed) {
      return failed.getCause() == null ? failed : failed.getCause();
    }
  }
}
