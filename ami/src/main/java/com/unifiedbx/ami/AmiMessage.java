package com.unifiedbx.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One packet from Asterisk: headers in the order they came, repeated keys kept.
///
/// Keys are compared without regard to case. Values are trimmed, because Asterisk ends some of them
/// in a stray newline. Immutable.
public final class AmiMessage {

  private static final Set<String> CONFIDENTIAL = Set.of("password", "secret", "md5cred", "pin");

  private final String[] keysAndValues;

  AmiMessage(String[] keysAndValues) {
    this.keysAndValues = keysAndValues;
  }

  /// A message made by hand, for tests and fakes: `of("Event", "Hangup", "Cause", "16")`.
  public static AmiMessage of(String... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Every key needs a value.");
    }
    return new AmiMessage(keysAndValues.clone());
  }

  /// The event's name, or else the kind of response (`Success`, `Error`, …), or else empty.
  public String name() {
    return get("Event", get("Response", ""));
  }

  public boolean isEvent() {
    return get("Event") != null;
  }

  /// The header `Message`, or empty. Some actions report failure in the text of a `Success`: those
  /// who send such an action look here.
  public String text() {
    return get("Message", "");
  }

  /// The first value of a key.
  public @Nullable String get(String key) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i].equalsIgnoreCase(key)) {
        return keysAndValues[i + 1];
      }
    }
    return null;
  }

  public String get(String key, String fallback) {
    var value = get(key);
    return value == null ? fallback : value;
  }

  /// Every value of a repeated key, such as `Variable` or `Output`.
  public List<String> all(String key) {
    var values = new ArrayList<String>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i].equalsIgnoreCase(key)) {
        values.add(keysAndValues[i + 1]);
      }
    }
    return List.copyOf(values);
  }

  /// The keys in the order they came, repeated ones repeated.
  public List<String> keys() {
    var keys = new ArrayList<String>(keysAndValues.length / 2);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.add(keysAndValues[i]);
    }
    return List.copyOf(keys);
  }

  /// For logs: everything but passwords.
  @Override
  public String toString() {
    var text = new StringBuilder("AmiMessage{");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(keysAndValues[i]).append(": ");
      text.append(isConfidential(keysAndValues[i]) ? "(hidden)" : keysAndValues[i + 1]);
    }
    return text.append('}').toString();
  }

  private static boolean isConfidential(String key) {
    var lower = key.toLowerCase(Locale.ROOT);
    return CONFIDENTIAL.stream().anyMatch(lower::contains);
  }
}
