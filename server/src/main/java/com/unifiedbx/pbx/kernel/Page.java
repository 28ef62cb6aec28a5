package com.unifiedbx.pbx.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list: the items, the cursor of the next part (null at the end) and how many there
/// are in all under the same filters.
public record Page<T>(List<T> items, @Nullable String nextCursor, long total) {

  /// Items in a page when the caller does not say.
  public static final int DEFAULT_LIMIT = 50;

  /// The most that a caller may ask for.
  public static final int MAX_LIMIT = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /// The limit asked for, or the default; refuses what is out of range instead of bending it.
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    if (asked < 1 || asked > MAX_LIMIT) {
      throw Refusal.badValue("limit", "limit is between 1 and " + MAX_LIMIT + ".").asException();
    }
    return asked;
  }
}
