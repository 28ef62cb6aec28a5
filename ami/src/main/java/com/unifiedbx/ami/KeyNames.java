package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a header's key into a string, the same string for the same bytes.
///
/// Asterisk uses a few hundred keys over and over; keeping them saves most of the garbage of
/// parsing. The table never grows: a key that finds no room is simply made anew each time. For one
/// thread.
final class KeyNames {

  private static final int SLOTS = 2048;
  private static final int PROBES = 4;
  private static final int LONGEST_KEPT = 64;

  private final byte[] @Nullable [] bytes = new byte[SLOTS][];
  private final @Nullable String[] names = new String[SLOTS];

  String name(byte[] buffer, int from, int to) {
    if (to - from > LONGEST_KEPT) {
      return new String(buffer, from, to - from, UTF_8);
    }
    int slot = hash(buffer, from, to);
    for (int probe = 0; probe < PROBES; probe++) {
      int place = (slot + probe) & (SLOTS - 1);
      var known = bytes[place];
      var name = names[place];
      if (known == null || name == null) {
        return keep(place, Arrays.copyOfRange(buffer, from, to));
      }
      if (Arrays.equals(known, 0, known.length, buffer, from, to)) {
        return name;
      }
    }
    return new String(buffer, from, to - from, UTF_8);
  }

  private String keep(int place, byte[] key) {
    var name = new String(key, UTF_8);
    bytes[place] = key;
    names[place] = name;
    return name;
  }

  private static int hash(byte[] buffer, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + buffer[i];
    }
    return hash ^ (hash >>> 16);
  }
}
