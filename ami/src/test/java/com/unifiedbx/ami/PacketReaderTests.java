package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PacketReaderTests {

  private static final int LIMIT = 1 << 20;

  @Test
  void readsTwoPacketsOfOneSegment() throws IOException {
    var reader = reader("Event: A\r\nX: 1\r\n\r\nEvent: B\r\n\r\n");

    assertThat(messages(reader)).extracting(AmiMessage::name).containsExactly("A", "B");
  }

  @Test
  void endsPacketsOnlyAtTwoFullLineBreaks() throws IOException {
    var messages =
        messages(reader("Response: Error\r\nMessage: No Contacts found\n\r\n\r\nEvent: B\r\n\r\n"));

    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().text()).isEqualTo("No Contacts found");
  }

  @Test
  void keepsBareLineFeedsInsideValues() throws IOException {
    var messages = messages(reader("Event: A\r\nText: one\n\ntwo\r\n\r\n"));

    assertThat(messages.getFirst().get("Text")).isEqualTo("one\n\ntwo");
  }

  @Test
  void keepsColonsEmptyValuesAndLinesWithoutColon() throws IOException {
    var message =
        messages(reader("Event: A\r\nUri: sip:1@h:5060\r\nEmpty:\r\nBare\r\nNoBlank:x\r\n\r\n"))
            .getFirst();

    assertThat(message.get("Uri")).isEqualTo("sip:1@h:5060");
    assertThat(message.get("Empty")).isEmpty();
    assertThat(message.get("")).isEqualTo("Bare");
    assertThat(message.get("NoBlank")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64})
  void readsTheSameWhateverTheSegments(int size) throws IOException {
    var text =
        "Asterisk Call Manager/11.0.0\r\n\r\nEvent: Zoë\r\nName: Žluťoučký 🐎\r\n\r\nEvent: B\r\n\r\n";
    var reader = new PacketReader(segments(text, size), LIMIT);

    assertThat(reader.readGreeting()).isEqualTo("Asterisk Call Manager/11.0.0");
    var messages = messages(reader);
    assertThat(messages).extracting(AmiMessage::name).containsExactly("Zoë", "B");
    assertThat(messages.getFirst().get("Name")).isEqualTo("Žluťoučký 🐎");
  }

  @Test
  void readsAHugePacketAndGoesOn() throws IOException {
    var huge = "x".repeat(300_000);
    var messages = messages(reader("Event: A\r\nV: " + huge + "\r\n\r\nEvent: B\r\nV: 1\r\n\r\n"));

    assertThat(messages.getFirst().get("V")).isEqualTo(huge);
    assertThat(messages.getLast().name()).isEqualTo("B");
  }

  @Test
  void readsHundredsOfHeaders() throws IOException {
    assertThat(messages(reader("V: 1\r\n".repeat(500) + "\r\n")).getFirst().all("V")).hasSize(500);
  }

  @Test
  void refusesAPacketBeyondTheLimit() {
    var reader = new PacketReader(segments("x".repeat(5_000), 100), 1_000);

    assertThatIOException().isThrownBy(reader::readMessage).withMessageContaining("1000 bytes");
  }

  @Test
  void refusesAnEndlessGreeting() {
    var reader = reader("x".repeat(5_000));

    assertThatIOException().isThrownBy(reader::readGreeting);
  }

  @Test
  void aPacketCutInTheMiddleIsNoMessage() throws IOException {
    assertThat(messages(reader("Event: A\r\n\r\nEvent: B\r\nX"))).hasSize(1);
  }

  @Test
  void usesTheSameStringForTheSameKey() throws IOException {
    var messages = messages(reader("Uniqueid: 1\r\n\r\nUniqueid: 2\r\n\r\n"));

    assertThat(messages.getFirst().keys().getFirst())
        .isSameAs(messages.getLast().keys().getFirst());
  }

  @Test
  void anyNumberOfDifferentKeysIsReadRight() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("Key").append(i).append(": ").append(i).append("\r\n\r\n");
    }
    var messages = messages(reader(text.toString()));

    for (int i = 0; i < 10_000; i++) {
      assertThat(messages.get(i).get("Key" + i)).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void garbageIsReadWithoutFailing() throws IOException {
    var random = new Random(22);
    for (int round = 0; round < 200; round++) {
      var bytes = new byte[2_000];
      random.nextBytes(bytes);
      for (int i = 0; i < 300; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) "\r\n: ".charAt(random.nextInt(4));
      }
      var reader = new PacketReader(new ByteArrayInputStream(bytes), LIMIT);
      assertThat(messages(reader)).allMatch(message -> !message.keys().isEmpty());
    }
  }

  private static PacketReader reader(String text) {
    return new PacketReader(new ByteArrayInputStream(text.getBytes(UTF_8)), LIMIT);
  }

  private static List<AmiMessage> messages(PacketReader reader) throws IOException {
    var messages = new ArrayList<AmiMessage>();
    for (var next = reader.readMessage(); next != null; next = reader.readMessage()) {
      messages.add(next);
    }
    return messages;
  }

  private static InputStream segments(String text, int size) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, size));
      }
    };
  }
}
