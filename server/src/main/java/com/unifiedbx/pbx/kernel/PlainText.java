package com.unifiedbx.pbx.kernel;

import java.nio.charset.StandardCharsets;

/// The rule for every text from outside that is stored, shown or sent on: no control characters,
/// bounded length.
public final class PlainText {

  private PlainText() {}

  /// The text as it came, or a refusal that names the field. Lengths count UTF-16 units.
  ///
  /// Control characters are refused rather than dropped: CR and LF would end a header of the
  /// manager protocol, and a value that is silently changed is a value lost.
  public static String check(String field, String text, int maxLength) {
    if (text.length() > maxLength) {
      throw Refusal.badValue(field, field + " has at most " + maxLength + " characters.")
          .asException();
    }
    if (text.chars().anyMatch(PlainText::isControl)) {
      throw Refusal.badValue(field, field + " must not contain control characters or line breaks.")
          .asException();
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Refusal.badValue(field, field + " holds half a character (a lone surrogate).")
          .asException();
    }
    return text;
  }

  /// C0, DEL, C1, the two Unicode line separators, and what turns the direction of the text around
  /// it.
  public static boolean isControl(int c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
