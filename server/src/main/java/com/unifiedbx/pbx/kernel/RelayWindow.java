package com.unifiedbx.pbx.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Relay's way of asking for a part of a list: `first` behind `after`, or `last` before `before`.
public record RelayWindow(
    @Nullable String after,
    @Nullable Integer first,
    @Nullable String before,
    @Nullable Integer last) {

  /// A part of a list, in the list's order.
  public record Shown<T>(List<T> items, boolean hasNext, boolean hasPrevious) {}

  public boolean isBackwards() {
    return last != null || before != null;
  }

  /// The cursor from which the list is read, backwards or not; null for its end or beginning.
  public @Nullable String from() {
    return isBackwards() ? before : after;
  }

  /// How many are asked for.
  ///
  /// @param most also what is meant when nothing is said
  /// @throws RefusedException when it is more, less than one, or both ways at once
  public int limit(int most) {
    if (isBackwards() && (first != null || after != null)) {
      throw Refusal.badValue("last", "Page with first and after, or with last and before.")
          .asException();
    }
    var asked = isBackwards() ? last : first;
    if (asked != null && (asked < 1 || asked > most)) {
      throw Refusal.badValue(
              isBackwards() ? "last" : "first", "A page has 1 to " + most + " items.")
          .asException();
    }
    return asked == null ? most : asked;
  }

  /// @param read from [#from] on in the direction asked for, one more than `limit` if there are
  public <T> Shown<T> shown(List<T> read, int limit) {
    var more = read.size() > limit;
    var part = more ? read.subList(0, limit) : read;
    return isBackwards()
        ? new Shown<>(part.reversed(), before != null, more)
        : new Shown<>(part, more, after != null);
  }
}
