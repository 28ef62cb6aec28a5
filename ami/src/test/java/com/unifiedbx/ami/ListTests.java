package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class ListTests {

  private static final AmiAction CHANNELS = AmiAction.of("CoreShowChannels");

  private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
  private final AmiClient client =
      AmiClient.open(TestSettings.of(asterisk), new RecordingListener());

  @BeforeEach
  void awaitUp() {
    await().until(() -> client.status().connected());
  }

  @AfterEach
  void close() {
    client.close();
    asterisk.close();
  }

  @Test
  void collectsTheItemsOfItsActionInOrder() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start", "Message: Channels will follow");
          peer.item(action, "CoreShowChannel", "Channel: PJSIP/1001-1");
          peer.event("CoreShowChannel", "ActionID: somebody-else", "Channel: PJSIP/9-9");
          peer.item(action, "Unrelated", "Channel: x");
          peer.item(action, "CoreShowChannel", "Channel: PJSIP/1002-2");
          complete(peer, action, "CoreShowChannelsComplete", 2);
        });

    assertThat(client.list(CHANNELS, AmiList.CHANNELS))
        .extracting(item -> item.get("Channel", ""))
        .containsExactly("PJSIP/1001-1", "PJSIP/1002-2");
  }

  @Test
  void anEmptyListThatClosesAtOnceIsEmpty() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start");
          complete(peer, action, "CoreShowChannelsComplete", 0);
        });

    assertThat(client.list(CHANNELS, AmiList.CHANNELS)).isEmpty();
  }

  @Test
  void anErrorThatMeansEmptyIsEmpty() {
    asterisk.on("PJSIPShowContacts", (peer, action) -> peer.fail(action, "No Contacts found\n"));

    assertThat(client.list(AmiAction.of("PJSIPShowContacts"), AmiList.CONTACTS)).isEmpty();
  }

  @Test
  void aPlainSuccessIsEmptyWhereTheRuleSaysSo() {
    asterisk.on(
        "VoicemailUsersList",
        (peer, action) -> peer.succeed(action, "Message: There are no voicemail users"));

    assertThat(client.list(AmiAction.of("VoicemailUsersList"), AmiList.VOICEMAIL_USERS)).isEmpty();
  }

  @Test
  void anyOtherErrorIsARefusal() {
    asterisk.on("PJSIPShowContacts", (peer, action) -> peer.fail(action, "Permission denied"));

    assertThatExceptionOfType(AmiRefusedException.class)
        .isThrownBy(() -> client.list(AmiAction.of("PJSIPShowContacts"), AmiList.CONTACTS))
        .withMessage("Asterisk refused PJSIPShowContacts: Permission denied");
  }

  @Test
  void theClosingEventIsKnownByNameToo() {
    asterisk.on(
        "DBGet",
        (peer, action) -> {
          peer.succeed(action, "Message: Result will follow");
          peer.item(action, "DBGetResponse", "Val: 1");
          peer.item(action, "DBGetComplete");
        });

    assertThat(client.list(AmiAction.of("DBGet"), AmiList.closedBy("DBGetComplete")))
        .extracting(item -> item.get("Val", ""))
        .containsExactly("1");
  }

  @Test
  void aListThatCountsWrongIsIncomplete() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start");
          peer.item(action, "CoreShowChannel", "Channel: a");
          complete(peer, action, "CoreShowChannelsComplete", 2);
        });

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.list(CHANNELS, AmiList.CHANNELS))
        .withMessageContaining("2 announced, 1 came");
  }

  @Test
  void aListBrokenOffIsIncomplete() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start");
          peer.item(action, "CoreShowChannelsComplete", "EventList: cancelled");
        });

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.list(CHANNELS, AmiList.CHANNELS));
  }

  @Test
  void aLinkCutInMidListIsNoShorterList() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start");
          peer.item(action, "CoreShowChannel", "Channel: a");
          peer.raw("Event: CoreShowChannel\r\nActionID: ");
          peer.cut();
        });

    assertThatExceptionOfType(AmiUnavailableException.class)
        .isThrownBy(() -> client.list(CHANNELS, AmiList.CHANNELS));
    assertThat(client.status().load().unanswered()).isZero();
  }

  @Test
  void aLongListInterleavedWithRepliesArrivesWhole() {
    asterisk.on(
        "CoreShowChannels",
        (peer, action) -> {
          peer.succeed(action, "EventList: start");
          for (int i = 0; i < 2_000; i++) {
            peer.item(action, "CoreShowChannel", "Channel: " + i);
          }
          complete(peer, action, "CoreShowChannelsComplete", 2_000);
        });

    assertThat(client.list(CHANNELS, AmiList.CHANNELS)).hasSize(2_000);
  }

  private static void complete(ScriptedPeer peer, AmiMessage action, String name, int count) {
    peer.item(action, name, "EventList: Complete", "ListItems: " + count);
  }
}
