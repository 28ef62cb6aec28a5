package com.unifiedbx.pbx.cdr.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CdrFramerTests {

  private static final String[] HOSTILE = {
    "\"",
    ",",
    "\n",
    "\r\n",
    "\",\"",
    "\"\n\"",
    "\\",
    "$(reboot)",
    "${EXTEN}",
    "☎️",
    "\u0001",
    "\u007f",
    "';--",
    "é",
    "a",
    "1",
    "\t",
    "\u2028",
    "\"\"",
    "16\"\n\"1763900000.1\",\""
  };

  /// What a framer makes of some bytes.
  private record Result(List<CdrLine> records, List<String> damage, int end) {}

  private static Result frame(byte[] bytes, int to, boolean complete) {
    var framer = new CdrFramer(bytes, to, complete);
    var records = new ArrayList<CdrLine>();
    var damage = new ArrayList<String>();
    int at = 0;
    while (at < to) {
      switch (framer.next(at)) {
        case CdrFramer.Cut.Whole(var line, var end) -> {
          records.add(line);
          at = end;
        }
        case CdrFramer.Cut.Damage(_, var end) -> {
          damage.add(new String(bytes, at, end - at, UTF_8));
          at = end;
        }
        case CdrFramer.Cut.Wait() -> {
          return new Result(records, damage, at);
        }
      }
    }
    return new Result(records, damage, at);
  }

  private static Result frame(byte[] bytes) {
    return frame(bytes, bytes.length, false);
  }

  private static CdrLine line(List<String> fields) {
    try {
      return CdrLine.of(fields);
    } catch (UnreadableCdrException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static List<String> hostile(Random random, int number) {
    var fields = TestJournal.fields(number);
    for (var index : List.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 17, 18, 19, 20)) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(HOSTILE[random.nextInt(HOSTILE.length)]);
      }
      fields.set(index, text.toString());
    }
    return fields;
  }

  @Test
  void hostileValuesComeBackAsTheyWere() {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      var written = new ArrayList<CdrLine>();
      var file = new ByteArrayOutputStream();
      for (int n = 0; n < 5; n++) {
        var fields = hostile(random, round * 10 + n);
        written.add(line(fields));
        file.writeBytes(TestJournal.bytes(fields));
      }
      var result = frame(file.toByteArray());
      assertThat(result.records()).isEqualTo(written);
      assertThat(result.damage()).isEmpty();
    }
  }

  @Test
  void recordThatIsStillBeingWrittenWaits() {
    var first = TestJournal.bytes(TestJournal.fields(1));
    var both = join(first, TestJournal.bytes(hostile(new Random(3), 2)));
    for (int to = 0; to < both.length; to++) {
      var result = frame(both, to, false);
      assertThat(result.damage()).as("at %d", to).isEmpty();
      assertThat(result.records()).as("at %d", to).hasSize(to < first.length ? 0 : 1);
      assertThat(result.end()).isEqualTo(to < first.length ? 0 : first.length);
    }
  }

  @Test
  void recordTornOffAnywhereCostsOnlyItself() {
    var random = new Random(11);
    for (int round = 0; round < 8; round++) {
      var torn = TestJournal.bytes(hostile(random, 2));
      var second = hostile(random, 3);
      for (int cut = 1; cut < torn.length; cut++) {
        var whole = cut == torn.length - 1;
        var file =
            join(
                TestJournal.bytes(TestJournal.fields(1)),
                Arrays.copyOf(torn, cut),
                TestJournal.bytes(second),
                TestJournal.bytes(TestJournal.fields(4)));
        var result = frame(file);
        assertThat(result.records())
            .as("cut at %d", cut)
            .hasSize(whole ? 4 : 3)
            .contains(line(second));
        assertThat(String.join("", result.damage()))
            .isEqualTo(whole ? "" : new String(torn, 0, cut, UTF_8));
      }
    }
  }

  @Test
  void tornOffRecordAtTheEndOfCompleteFileIsDamage() {
    var first = TestJournal.bytes(TestJournal.fields(1));
    var second = TestJournal.bytes(TestJournal.fields(2));
    var result = frame(join(first, second), first.length + 40, true);
    assertThat(result.records()).hasSize(1);
    assertThat(result.damage()).containsExactly(new String(second, 0, 40, UTF_8));
    assertThat(frame(second, second.length - 1, true).records()).hasSize(1);
  }

  @Test
  void strangeLinesArePutAsideAtOnce() {
    var file = join("uniqueid,linkedid\n\0\0\0\n".getBytes(UTF_8));
    assertThat(frame(file).damage()).hasSize(1);
    var then = join(file, TestJournal.bytes(TestJournal.fields(1)));
    assertThat(frame(then).records()).containsExactly(line(TestJournal.fields(1)));
  }

  @Test
  void recordWithValueThatMakesNoSenseIsDamageAtOnce() {
    var result =
        frame(
            join(
                TestJournal.bytes(TestJournal.fields(1)),
                TestJournal.bytes(TestJournal.fields(2, 12, "soon"))));
    assertThat(result.records()).hasSize(1);
    assertThat(result.damage()).hasSize(1).first().asString().contains("soon");
  }

  @Test
  void recordOfOtherWidthIsDamageAndTheNextIsRead() {
    var narrow = TestJournal.bytes(TestJournal.fields(1).subList(0, 21));
    var wide = new ArrayList<>(TestJournal.fields(2));
    wide.add("more");
    var result =
        frame(join(narrow, TestJournal.bytes(wide), TestJournal.bytes(TestJournal.fields(3))));
    assertThat(result.records()).containsExactly(line(TestJournal.fields(3)));
  }

  @Test
  void callersCannotForgeRecordsEvenBehindDamage() {
    var forged = new String(TestJournal.bytes(TestJournal.fields(666)), UTF_8);
    var attack = TestJournal.bytes(TestJournal.fields(2, 6, "\n" + forged));
    for (int cut = 1; cut < attack.length - 1; cut++) {
      var file = join(Arrays.copyOf(attack, cut), attack, TestJournal.bytes(TestJournal.fields(3)));
      assertThat(frame(file).records())
          .as("cut at %d", cut)
          .containsExactly(
              line(TestJournal.fields(2, 6, "\n" + forged)), line(TestJournal.fields(3)));
    }
  }

  @Test
  void bytesThatAreNoUtf8AndNulAreReplaced() {
    var fields =
        new ArrayList<>(
            TestJournal.fields(1).stream().map(field -> field.getBytes(UTF_8)).toList());
    fields.set(6, new byte[] {(byte) 0xff, 'A', (byte) 0xc3, 0, (byte) 0xe2, (byte) 0x82});
    var clid = frame(TestJournal.line(fields)).records().getFirst().clid();
    assertThat(clid).startsWith("\ufffdA\ufffd\ufffd").doesNotContain("\0");
  }
}
