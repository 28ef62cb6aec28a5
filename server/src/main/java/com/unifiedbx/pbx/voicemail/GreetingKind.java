package com.unifiedbx.pbx.voicemail;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The greetings of a box, by the names of Asterisk's files.
public enum GreetingKind {
  /// Nobody answers.
  UNAVAIL("unavail"),
  /// The line is busy.
  BUSY("busy"),
  /// The owner's name, spoken by the directory and inside the standard greetings.
  GREET("greet"),
  /// While it exists, it is heard instead of the others.
  TEMP("temp");

  private static final Map<String, GreetingKind> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(GreetingKind::text, Function.identity()));

  private final String text;

  GreetingKind(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static @Nullable GreetingKind find(String text) {
    return BY_TEXT.get(text);
  }
}
