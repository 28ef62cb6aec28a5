package com.unifiedbx.pbx.kernel;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// A text that must not be seen: it prints as stars, so that a log line or an error can't leak it.
public record Secret(String value) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// The beginning of what the API gives out as secrets and tokens, and enough of the rest to know
  /// one, whole or not.
  private static final Pattern CREDENTIAL = Pattern.compile("(ubx[a-z]_)[0-9A-Za-z]{8,}");

  /// 256 random bits as 43 characters of base64url.
  public static Secret random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The text without the credentials of ours that stand in it: somebody put one where a name
  /// belongs, and what repeats the name would give it away.
  public static String masked(String text) {
    return text.contains("ubx") ? CREDENTIAL.matcher(text).replaceAll("$1...") : text;
  }

  @Override
  public String toString() {
    return "********";
  }
}
