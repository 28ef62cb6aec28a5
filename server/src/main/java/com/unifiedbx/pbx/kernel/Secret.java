package com.unifiedbx.pbx.kernel;

import java.security.SecureRandom;
import java.util.Base64;

/// A text that must not be seen: it prints as stars, so that a log line or an error can't leak it.
public record Secret(String value) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// 256 random bits as 43 characters of base64url.
  public static Secret random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "********";
  }
}
