package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The password of a phone, and the digests that are kept of it: HA1 of RFC 7616 §3.4.2 with MD5
/// and SHA-256 under the realm `asterisk`.
record SipSecret(Secret secret) {

  private static final String REALM = "asterisk";

  /// No characters that look alike, since people type these into phones.
  private static final String ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int LENGTH = 24;
  private static final int SHORTEST = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// 24 characters out of 56: 139 bits.
  static SipSecret random() {
    var text = new StringBuilder(LENGTH);
    for (var i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new SipSecret(new Secret(text.toString()));
  }

  /// A password that someone chose; a weak one is refused, since phones are attacked by guessing
  /// day and night.
  static SipSecret chosen(String text, ExtensionNumber number, String field) {
    PlainText.check(field, text, 80);
    if (text.length() < SHORTEST
        || text.chars().distinct().count() < 6
        || text.contains(number.digits())) {
      throw Refusal.badValue(
              field,
              "A SIP secret has at least 12 characters, 6 of them different, and does not hold the number.")
          .asException();
    }
    return new SipSecret(new Secret(text));
  }

  String md5(ExtensionNumber number) {
    return digest("MD5", number);
  }

  String sha256(ExtensionNumber number) {
    return digest("SHA-256", number);
  }

  private String digest(String algorithm, ExtensionNumber number) {
    try {
      var text = number.digits() + ":" + REALM + ":" + secret.value();
      var bytes =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
