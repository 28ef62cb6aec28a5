package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class EventDeliveryTests {

  private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
  private @Nullable AmiClient opened;

  private AmiClient open(AmiSettings settings, AmiListener listener) {
    var client = AmiClient.open(settings, listener);
    opened = client;
    await().until(() -> client.status().connected());
    return client;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    asterisk.close();
  }

  /// Stops in the event `Hold` until released.
  private static final class SlowListener extends RecordingListener {
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void onEvent(AmiMessage event) {
      super.onEvent(event);
      if (event.name().equals("Hold")) {
        try {
          release.await();
        } catch (InterruptedException closed) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void everyEventArrivesInOrder() {
    var listener = new RecordingListener();
    open(TestSettings.of(asterisk), listener);

    IntStream.range(0, 5_000).forEach(i -> asterisk.eventPeer().event("Newexten", "N: " + i));

    await().until(() -> listener.events().size() == 5_000);
    assertThat(listener.events())
        .extracting(event -> event.get("N", ""))
        .isEqualTo(IntStream.range(0, 5_000).mapToObj(String::valueOf).toList());
  }

  @Test
  void aHugeEventArrivesWhole() {
    var listener = new RecordingListener();
    open(TestSettings.of(asterisk), listener);
    var huge = "x".repeat(1_000_000);

    asterisk.eventPeer().event("VarSet", "Value: " + huge);

    await().until(() -> !listener.events().isEmpty());
    assertThat(listener.events().getFirst().get("Value")).isEqualTo(huge);
  }

  @Test
  void anEndlessPacketBreaksTheLinkInsteadOfTheMemory() {
    var listener = new RecordingListener();
    open(TestSettings.of(asterisk).limits(new AmiSettings.Limits(10, 100, 10_000)), listener);

    asterisk.eventPeer().raw("x".repeat(20_000));

    await().until(() -> listener.heard().contains("down"));
    assertThat(listener.reasons().getFirst()).contains("a packet longer than 10000 bytes");
  }

  @Test
  void anOriginateResponseReachesTheListenerEvenIfItsActionIsOurs() {
    var listener = new RecordingListener();
    var client = open(TestSettings.of(asterisk), listener);
    asterisk.on(
        "Originate",
        (peer, action) -> {
          asterisk.eventPeer().item(action, "OriginateResponse", "Response: Failure", "Reason: 0");
          peer.succeed(action, "Message: Originate successfully queued");
        });

    var reply = client.send(AmiAction.of("Originate").with("ActionID", "call-7"));

    assertThat(reply).isInstanceOf(AmiReply.Success.class);
    await().until(() -> !listener.events().isEmpty());
    assertThat(listener.events().getFirst().get("ActionID")).isEqualTo("call-7");
  }

  @Test
  void repliesDoNotWaitBehindASlowListener() {
    var listener = new SlowListener();
    var client = open(TestSettings.of(asterisk), listener);
    asterisk.eventPeer().event("Hold");
    await().until(() -> listener.heard().contains("event Hold"));

    assertThat(client.send(AmiAction.of("Ping"))).isInstanceOf(AmiReply.Success.class);
    listener.release.countDown();
  }

  @Test
  void aListenerMaySendActions() {
    var listener =
        new RecordingListener() {
          @Override
          public void onEvent(AmiMessage event) {
            assertThat(opened).isNotNull();
            if (opened != null && opened.send(AmiAction.of("Ping")) instanceof AmiReply.Success) {
              super.onEvent(event);
            }
          }
        };
    open(TestSettings.of(asterisk), listener);

    asterisk.eventPeer().event("Hangup");

    listener.awaitHearing("up", "event Hangup");
  }

  @Test
  void aListenerThatFailsHearsTheNextEventToo() {
    var listener =
        new RecordingListener() {
          @Override
          public void onEvent(AmiMessage event) {
            super.onEvent(event);
            throw new IllegalStateException("as planned by the test");
          }
        };
    open(TestSettings.of(asterisk), listener);

    asterisk.eventPeer().event("A");
    asterisk.eventPeer().event("B");

    listener.awaitHearing("up", "event A", "event B");
  }

  @Test
  void anOverflowEmptiesTheQueueAndIsTold() {
    var listener = new SlowListener();
    var client =
        open(TestSettings.of(asterisk).limits(new AmiSettings.Limits(10, 10, 1 << 20)), listener);
    asterisk.eventPeer().event("Hold");
    await().until(() -> listener.heard().contains("event Hold"));

    IntStream.range(0, 11).forEach(i -> asterisk.eventPeer().event("E" + i));
    await().until(() -> client.status().counters().overflows() == 1);
    listener.release.countDown();

    listener.awaitHearing("up", "event Hold", "overflow", "event E10");
    assertThat(client.status().counters().events()).isEqualTo(13);
  }

  @Test
  void anOverflowKeepsTheLatestWordOnTheLink() {
    var listener = new SlowListener();
    var client =
        open(TestSettings.of(asterisk).limits(new AmiSettings.Limits(10, 10, 1 << 20)), listener);
    asterisk.eventPeer().event("Hold");
    await().until(() -> listener.heard().contains("event Hold"));
    asterisk.eventPeer().cut();
    await().until(() -> client.status().counters().reconnects() == 1);

    IntStream.range(0, 9).forEach(i -> asterisk.eventPeer().event("E" + i));
    await().until(() -> client.status().counters().overflows() == 1);
    listener.release.countDown();

    await().until(() -> listener.heard().contains("event E8"));
    assertThat(listener.heard())
        .isEqualTo(List.of("up", "event Hold", "up", "overflow", "event E8"));
  }

  @Test
  void closeInterruptsASlowListenerAndMayBeCalledByOne() {
    var listener =
        new RecordingListener() {
          @Override
          public void onEvent(AmiMessage event) {
            super.onEvent(event);
            if (opened != null) {
              opened.close();
            }
          }
        };
    var client = open(TestSettings.of(asterisk), listener);

    asterisk.eventPeer().raw("Event: Last\r\n\r\nEvent: Never\r\n\r\n");

    await().until(() -> client.status().state() == AmiStatus.State.CLOSED);
    await().until(() -> asterisk.peers().stream().allMatch(ScriptedPeer::hasEnded));
    assertThat(listener.heard()).isEqualTo(List.of("up", "event Last"));
  }
}
