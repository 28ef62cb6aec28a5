package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts Asterisk's byte stream into messages. For one thread.
///
/// A packet ends at CR LF CR LF and nowhere else, because values may hold a bare LF. Bytes may come
/// in pieces of any size. A line without a colon is kept under the empty key.
final class PacketReader {

  private static final int USUAL_BUFFER = 16 * 1024;
  private static final int LONGEST_GREETING = 256;

  private final InputStream in;
  private final int longestPacket;
  private final KeyNames keys = new KeyNames();
  private byte[] buffer = new byte[USUAL_BUFFER];
  private int start;
  private int end;
  private String[] pairs = new String[64];
  private int filled;

  PacketReader(InputStream in, int longestPacket) {
    this.in = in;
    this.longestPacket = longestPacket;
  }

  /// The first line of a connection, which is no packet; null if the stream ended before it did.
  @Nullable String readGreeting() throws IOException {
    int scanned = start;
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          var line = new String(buffer, start, scanned - start, UTF_8).strip();
          start = scanned + 1;
          return line;
        }
      }
      if (end - start > LONGEST_GREETING) {
        throw new IOException("no line break in the first " + LONGEST_GREETING + " bytes");
      }
      if (!fill()) {
        return null;
      }
    }
  }

  /// The next message; null when the stream ends, even in the middle of a packet.
  @Nullable AmiMessage readMessage() throws IOException {
    while (true) {
      int close = findPacketEnd();
      if (close < 0) {
        return null;
      }
      parse(start, close);
      start = close + 4;
      if (filled > 0) {
        return new AmiMessage(Arrays.copyOf(pairs, filled));
      }
    }
  }

  private int findPacketEnd() throws IOException {
    int done = 0;
    while (true) {
      for (int i = start + done; i + 3 < end; i++) {
        if (buffer[i] == '\r'
            && buffer[i + 1] == '\n'
            && buffer[i + 2] == '\r'
            && buffer[i + 3] == '\n') {
          return i;
        }
      }
      done = Math.max(0, end - start - 3);
      if (end - start >= longestPacket) {
        throw new IOException("a packet longer than " + longestPacket + " bytes");
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
      if (buffer.length > USUAL_BUFFER) {
        buffer = new byte[USUAL_BUFFER];
      }
    } else if (end == buffer.length) {
      makeRoom();
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private void makeRoom() {
    int waiting = end - start;
    var target = waiting > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, start, target, 0, waiting);
    buffer = target;
    start = 0;
    end = waiting;
  }

  private void parse(int from, int to) {
    filled = 0;
    int line = from;
    while (line < to) {
      int lineEnd = line;
      while (lineEnd < to
          && !(buffer[lineEnd] == '\r' && lineEnd + 1 < to && buffer[lineEnd + 1] == '\n')) {
        lineEnd++;
      }
      if (lineEnd > line) {
        header(line, lineEnd);
      }
      line = lineEnd + 2;
    }
  }

  private void header(int from, int to) {
    int colon = from;
    while (colon < to && buffer[colon] != ':') {
      colon++;
    }
    if (filled == pairs.length) {
      pairs = Arrays.copyOf(pairs, pairs.length * 2);
    }
    boolean isKeyless = colon == to;
    pairs[filled++] = isKeyless ? "" : keys.name(buffer, from, colon);
    pairs[filled++] = trimmed(isKeyless ? from : colon + 1, to);
  }

  private String trimmed(int from, int to) {
    int first = from;
    int last = to;
    while (first < last && isBlank(buffer[first])) {
      first++;
    }
    while (last > first && isBlank(buffer[last - 1])) {
      last--;
    }
    return first == last ? "" : new String(buffer, first, last - first, UTF_8);
  }

  private static boolean isBlank(byte value) {
    return value >= 0 && value <= ' ';
  }
}
