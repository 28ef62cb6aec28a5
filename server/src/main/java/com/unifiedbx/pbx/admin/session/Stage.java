package com.unifiedbx.pbx.admin.session;

import java.util.Locale;

/// How far somebody has come with signing in.
public enum Stage {
  /// The password was right; the second factor is due.
  CODE,
  /// The password was made by the product and has to be changed first.
  PASSWORD,
  /// Signed in.
  OPEN;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Stage of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
