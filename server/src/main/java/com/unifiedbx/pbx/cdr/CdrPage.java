package com.unifiedbx.pbx.cdr;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list of records or conversations.
///
/// @param nextCursor the cursor of the next part, null at the end
/// @param total how many there are in all under the same filters
/// @param totalIsCapped true when there are more than `total`: counting stops there, because nobody
///   pages through so many; otherwise null and not shown
public record CdrPage<T>(
    List<T> items,
    @Nullable String nextCursor,
    long total,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean totalIsCapped) {

  public CdrPage {
    items = List.copyOf(items);
  }

  /// @param isCapped there are more than that
  static <T> CdrPage<T> of(
      List<T> items, @Nullable String nextCursor, long total, boolean isCapped) {
    return new CdrPage<>(items, nextCursor, total, isCapped ? true : null);
  }

  static <T> CdrPage<T> of(List<T> items, @Nullable String nextCursor, long counted, long most) {
    return counted > most
        ? new CdrPage<>(items, nextCursor, most, true)
        : new CdrPage<>(items, nextCursor, counted, null);
  }
}
