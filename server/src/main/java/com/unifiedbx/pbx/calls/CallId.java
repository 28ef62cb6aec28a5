package com.unifiedbx.pbx.calls;

import java.security.SecureRandom;
import java.time.Instant;

/// Makes ids of calls: `c-` and a ULID.
///
/// The id is also the channel's uniqueid in Asterisk, so it must never repeat (Asterisk then
/// reports a failure in the name of the other call) and never be guessed. It sorts by time of
/// creation to the millisecond, which pages of calls rely on.
final class CallId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private CallId() {}

  static String at(Instant now) {
    var id = new StringBuilder(28).append("c-");
    append(id, now.toEpochMilli(), 10);
    append(id, RANDOM.nextLong(), 8);
    append(id, RANDOM.nextLong(), 8);
    return id.toString();
  }

  /// Whether the id is of this kind: such a channel was originated through the API.
  static boolean isOurs(String uniqueid) {
    return uniqueid.startsWith("c-");
  }

  private static void append(StringBuilder id, long bits, int digits) {
    for (var i = digits - 1; i >= 0; i--) {
      id.append(DIGITS[(int) (bits >>> (5 * i)) & 31]);
    }
  }
}
