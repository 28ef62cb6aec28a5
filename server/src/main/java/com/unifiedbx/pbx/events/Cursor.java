package com.unifiedbx.pbx.events;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id of an event as the outside knows it: opaque, and in the order of the log no matter which
/// letters it is made of.
final class Cursor {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-z]{1,12}");

  private Cursor() {}

  static String of(long id) {
    return Long.toString(id, Character.MAX_RADIX);
  }

  /// The position that the text stands for, or null when it can't be one of ours.
  static @Nullable Long parse(String text) {
    return SHAPE.matcher(text).matches() ? Long.valueOf(Long.parseLong(text, 36)) : null;
  }
}
