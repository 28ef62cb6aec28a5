package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// Makes the secrets and tokens of the API: a prefix that secret scanners know, 256 random bits as
/// 43 characters of base 62 and a checksum (6 characters), so that a scanner finds a leaked one
/// without false alarms and a typing error is told from a wrong secret without asking the database.
public enum Credential {
  CLIENT_SECRET("ubxs_"),
  ACCESS_TOKEN("ubxt_");

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// Bytes from here on would make the first digits likelier than the others.
  private static final int FAIR = 256 - 256 % DIGITS.length();

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BODY = 43;
  private static final int CHECKSUM = 6;

  private final String prefix;

  Credential(String prefix) {
    this.prefix = prefix;
  }

  public Secret make() {
    var body = prefix + random(BODY);
    return new Secret(body + checksum(body));
  }

  /// Whether the text can be one of ours at all; says nothing about whether it is valid.
  public boolean hasShape(String text) {
    var length = prefix.length() + BODY + CHECKSUM;
    if (text.length() != length || !text.startsWith(prefix)) {
      return false;
    }
    var body = text.substring(0, length - CHECKSUM);
    return text.substring(length - CHECKSUM).equals(checksum(body));
  }

  /// 12 characters of random base 62 (71 bits) for public identifiers.
  static String publicId(String prefix) {
    return prefix + random(12);
  }

  /// Whether the text looks like what [#publicId] makes.
  public static boolean isPublicId(String prefix, String text) {
    return text.length() == prefix.length() + 12
        && text.startsWith(prefix)
        && text.chars().skip(prefix.length()).allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return base62(crc.getValue(), CHECKSUM);
  }

  /// Digits of which each is as likely as any other: 5.95 bits for each.
  private static String random(int width) {
    var text = new char[width];
    var bytes = new byte[width + width / 4];
    for (var filled = 0; filled < width; ) {
      RANDOM.nextBytes(bytes);
      for (var i = 0; i < bytes.length && filled < width; i++) {
        var drawn = bytes[i] & 0xff;
        if (drawn < FAIR) {
          text[filled++] = DIGITS.charAt(drawn % DIGITS.length());
        }
      }
    }
    return new String(text);
  }

  private static String base62(long number, int width) {
    var text = new char[width];
    var rest = number;
    for (var i = width - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(text);
  }
}
