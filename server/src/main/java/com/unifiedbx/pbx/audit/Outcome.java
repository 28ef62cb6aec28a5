package com.unifiedbx.pbx.audit;

import java.util.Arrays;
import java.util.Locale;

/// How something ended.
public enum Outcome {
  DONE,
  /// A rule of ours said no: scope, address, value, state.
  REFUSED,
  /// It could not be done: Asterisk or the database away, or a fault of ours.
  FAILED,
  /// It had been done before under the same `Idempotency-Key`; nothing was done again.
  REPLAYED,
  /// The row says something else: it was not written by this product, and `audit verify` finds it.
  UNKNOWN;

  static Outcome of(String text) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.text().equals(text))
        .findFirst()
        .orElse(UNKNOWN);
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
