package com.unifiedbx.pbx.voicemail.spool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.kernel.RefusedException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The spool side by side with an Asterisk that the test plays.
class SpoolTests {

  private static final int MOST = 4;

  @TempDir Path temporary;

  private Spool spool;
  private TestBox box;

  @BeforeEach
  void makeSpool() {
    spool = new Spool(temporary.toString(), MOST);
    box = new TestBox(temporary.resolve("voicemail/default/1005"));
  }

  @Test
  void aMessageKeepsItsIdWhereverItLies() {
    plant("INBOX", 0, "10-00000001");
    plant("INBOX", 1, "20-00000002");
    var moved = requireNonNull(spool.move(id("10-00000001"), Folder.WORK));
    assertThat(moved.folder()).isEqualTo(Folder.WORK);
    assertThat(spool.find(id("10-00000001"))).isEqualTo(moved);
    assertThat(requireNonNull(spool.find(id("20-00000002"))).folder()).isEqualTo(Folder.INBOX);
    assertThat(spool.list("1005")).hasSize(2);
  }

  @Test
  void whatIsRemovedIsGoneAndNothingElse() throws IOException {
    var inbox = plant("INBOX", 0, "10-00000001");
    plant("INBOX", 1, "20-00000002");
    assertThat(spool.remove(id("10-00000001"))).isNotNull();
    assertThat(spool.remove(id("10-00000001"))).isNull();
    assertThat(inbox.resolve("msg0000.txt")).doesNotExist();
    assertThat(inbox.resolve("msg0000.wav")).doesNotExist();
    assertThat(inbox.resolve(".lock")).doesNotExist();
    assertThat(content("20-00000002")).isEqualTo("20-00000002");
  }

  @Test
  void gapsAreClosedBeforeAsteriskTakesTheFolderForFull() throws IOException {
    var inbox = plant("INBOX", 0, "10-00000001");
    plant("INBOX", 1, "20-00000002");
    plant("INBOX", 3, "30-00000003");
    spool.remove(id("10-00000001"));
    assertThat(inbox.resolve("msg0001.txt")).exists();
    assertThat(inbox.resolve("msg0003.txt")).doesNotExist();
    assertThat(content("30-00000003")).isEqualTo("30-00000003");
    assertThat(content("20-00000002")).isEqualTo("20-00000002");
  }

  @Test
  void aCopyHasAnIdOfItsOwnAndTheSameSound() throws IOException {
    plant("Old", 0, "10-00000001");
    var copy = requireNonNull(spool.copy(id("10-00000001"), "1006"));
    assertThat(copy.id().mailbox()).isEqualTo("1006");
    assertThat(copy.id().msgId()).isNotEqualTo("10-00000001");
    assertThat(copy.folder()).isEqualTo(Folder.INBOX);
    assertThat(copy.callerId()).isEqualTo("\"Alice\" <1001>");
    assertThat(copy.receivedAt()).isEqualTo(Instant.ofEpochSecond(10));
    assertThat(Files.readString(copy.audio())).isEqualTo("10-00000001");
  }

  @Test
  void aFullFolderRefusesAndLosesNothing() {
    for (var i = 0; i < MOST; i++) {
      plant("Old", i, "10-0000000" + i);
    }
    plant("INBOX", 0, "20-00000009");
    assertThatThrownBy(() -> spool.move(id("20-00000009"), Folder.OLD))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("folder_full"));
    assertThat(requireNonNull(spool.find(id("20-00000009"))).folder()).isEqualTo(Folder.INBOX);
  }

  @Test
  void twoMessagesOfOneIdInAFolderBecomeTwoIds() {
    plant("INBOX", 0, "10-00000001");
    plant("INBOX", 1, "10-00000001");
    var ids = spool.list("1005").stream().map(message -> message.id().msgId()).toList();
    assertThat(ids).hasSize(2).doesNotHaveDuplicates().contains("10-00000001");
    assertThat(spool.list("1005"))
        .extracting(message -> message.id().msgId())
        .hasSameElementsAs(ids);
  }

  @Test
  void aCopyThatAPhoneIsAboutToMakeAMoveIsOneMessage() throws IOException {
    var inbox = plant("INBOX", 0, "10-00000001");
    Files.setLastModifiedTime(inbox.resolve("msg0000.txt"), FileTime.fromMillis(1000));
    plant("Old", 0, "10-00000001");
    assertThat(spool.list("1005"))
        .singleElement()
        .satisfies(message -> assertThat(message.folder()).isEqualTo(Folder.OLD));
  }

  @Test
  void aMessageForwardedAgainAfterItWasReadIsAnother() throws IOException {
    var old = plant("Old", 0, "10-00000001");
    Files.setLastModifiedTime(old.resolve("msg0000.txt"), FileTime.fromMillis(1000));
    plant("INBOX", 0, "10-00000001");
    assertThat(spool.list("1005")).hasSize(2);
    assertThat(requireNonNull(spool.find(id("10-00000001"))).folder()).isEqualTo(Folder.OLD);
  }

  @Test
  void aMessageWithoutAnIdGetsOneAndKeepsIt() throws IOException {
    var inbox = plant("INBOX", 0, "10-00000001");
    var text = inbox.resolve("msg0000.txt");
    Files.writeString(text, Files.readString(text).replace("msg_id=10-00000001\n", ""));
    var given = spool.list("1005").getFirst().id();
    assertThat(spool.list("1005"))
        .singleElement()
        .satisfies(m -> assertThat(m.id()).isEqualTo(given));
    assertThat(content(given.msgId())).isEqualTo("10-00000001");
  }

  @Test
  void anAbandonedLockIsTakenAway() throws IOException {
    var lock = plant("INBOX", 0, "10-00000001").resolve(".lock");
    Files.createFile(lock);
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(120)));
    assertThat(spool.remove(id("10-00000001"))).isNotNull();
    assertThat(lock).doesNotExist();
  }

  @Test
  void whatAsteriskHoldsIsBusy() throws IOException {
    var lock = plant("INBOX", 0, "10-00000001").resolve(".lock");
    Files.createFile(lock);
    assertThatThrownBy(() -> spool.remove(id("10-00000001")))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("mailbox_busy"));
    assertThat(lock).exists();
    assertThat(content("10-00000001")).isEqualTo("10-00000001");
  }

  /// Three messages change their numbers all the time, in the way in which Asterisk does it.
  @Test
  void anOpenRecordingIsNeverThatOfAnother() throws Exception {
    var inbox = plant("INBOX", 0, "10-00000001");
    plant("INBOX", 1, "20-00000002");
    var done = new AtomicBoolean();
    var asterisk =
        Thread.ofVirtual()
            .start(() -> {
              while (!done.get()) {
                renumber(inbox, 1, 2);
                renumber(inbox, 0, 1);
                renumber(inbox, 1, 0);
                renumber(inbox, 2, 1);
              }
            });
    try {
      for (var i = 0; i < 500; i++) {
        assertThat(content("20-00000002")).isEqualTo("20-00000002");
        assertThat(content("10-00000001")).isEqualTo("10-00000001");
      }
    } finally {
      done.set(true);
      asterisk.join();
    }
  }

  @Test
  void anAsteriskElsewhereHasNoSpoolHere() {
    var elsewhere = new Spool("", MOST);
    assertThat(elsewhere.isHere()).isFalse();
    assertThatThrownBy(() -> elsewhere.list("1005"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo("voicemail_elsewhere"));
  }

  private static void renumber(Path folder, int from, int to) {
    try (var _ = FolderLocks.take(java.util.List.of(folder))) {
      for (var end : new String[] {".wav", ".txt"}) {
        Files.move(
            folder.resolve("msg%04d".formatted(from) + end),
            folder.resolve("msg%04d".formatted(to) + end),
            StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The "sound" of a planted message is its id.
  private String content(String msgId) throws IOException {
    try (var audio = requireNonNull(spool.open(id(msgId)), msgId)) {
      return new String(
          Channels.newInputStream(audio.file()).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Path plant(String folder, int number, String msgId) {
    return box.plant(folder, number, msgId, TestBox.bytes(msgId));
  }

  private static MessageId id(String msgId) {
    return new MessageId("1005", msgId);
  }
}
