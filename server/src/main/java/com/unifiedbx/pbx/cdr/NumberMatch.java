package com.unifiedbx.pbx.cdr;

/// How a number is looked for.
///
/// @param text the number, or the piece of it
public record NumberMatch(Kind kind, String text) {

  /// Which part of the number the text is.
  public enum Kind {
    WHOLE,
    BEGINNING,
    END
  }

  public static NumberMatch whole(String text) {
    return new NumberMatch(Kind.WHOLE, text);
  }
}
