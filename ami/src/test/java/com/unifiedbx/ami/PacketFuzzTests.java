package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// Bytes that no Asterisk ever sent. An ordinary run takes those that are kept beside this class;
/// `JAZZER_FUZZ=1` looks for more, for as long as `maxDuration` says.
@NullMarked
class PacketFuzzTests {

  private static final int LIMIT = 1 << 20;

  /// What a stream means depends neither on how it is cut into segments nor on what the reader has
  /// read before, and nothing but its end stops it.
  @FuzzTest(maxDuration = "60s")
  void readsAnyBytesTheSameInAnyPieces(byte[] bytes) {
    var whole = read(new ByteArrayInputStream(bytes));
    assertThat(read(new Pieces(bytes, 1))).isEqualTo(whole);
    assertThat(read(new Pieces(bytes, 7))).isEqualTo(whole);
    assertThat(whole).isEqualTo(plainly(bytes));
  }

  private static List<String> read(InputStream stream) {
    var reader = new PacketReader(stream, LIMIT);
    var shown = new ArrayList<String>();
    try {
      for (var one = reader.readMessage(); one != null; one = reader.readMessage()) {
        shown.add(shown(one));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shown;
  }

  private static String shown(AmiMessage message) {
    var values = message.keys().stream().distinct().map(message::all).toList();
    return message.keys() + " = " + values;
  }

  /// The same in the slowest and plainest way.
  private static List<String> plainly(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    var shown = new ArrayList<String>();
    int from = 0;
    for (int to = text.indexOf("\r\n\r\n"); to >= 0; to = text.indexOf("\r\n\r\n", from)) {
      var pairs = new ArrayList<String>();
      for (var line : text.substring(from, to).split("\r\n", -1)) {
        if (!line.isEmpty()) {
          int colon = line.indexOf(':');
          pairs.add(colon < 0 ? "" : utf8(line.substring(0, colon)));
          pairs.add(trimmed(utf8(line.substring(colon + 1))));
        }
      }
      if (!pairs.isEmpty()) {
        shown.add(shown(AmiMessage.of(pairs.toArray(String[]::new))));
      }
      from = to + 4;
    }
    return shown;
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(ISO_8859_1), UTF_8);
  }

  private static String trimmed(String value) {
    return value.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "");
  }

  /// Gives at most so many bytes at once.
  private static final class Pieces extends InputStream {

    private final ByteArrayInputStream bytes;
    private final int size;

    Pieces(byte[] bytes, int size) {
      this.bytes = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length));
      this.size = size;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int from, int length) {
      return bytes.read(target, from, Math.min(length, size));
    }
  }
}
