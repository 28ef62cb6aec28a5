package com.unifiedbx.pbx.cdr.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes in memory that are written, sent and written anew; for one thread at a time. What an
/// export is made of goes in without a [String] in between.
final class LineBuffer extends OutputStream {

  private static final int FIRST_SIZE = 64 * 1024;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  void clear() {
    size = 0;
  }

  void sendTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /// In UTF-8. Nearly all that Asterisk writes is ASCII and needs no conversion.
  void text(String text) {
    var length = text.length();
    reserve(length);
    for (var at = 0; at < length; at++) {
      var character = text.charAt(at);
      if (character >= 0x80) {
        var rest = text.substring(at).getBytes(StandardCharsets.UTF_8);
        size += at;
        write(rest, 0, rest.length);
        return;
      }
      bytes[size + at] = (byte) character;
    }
    size += length;
  }

  void number(long number) {
    text(Long.toString(number));
  }

  /// With leading zeros, for the parts of a time.
  void digits(int number, int count) {
    reserve(count);
    for (var at = count - 1; at >= 0; at--) {
      bytes[size + at] = (byte) ('0' + number % 10);
      number /= 10;
    }
    size += count;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
