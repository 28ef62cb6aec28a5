package com.unifiedbx.pbx.calls.admission;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who waits, by whom they belong to: each in turn gives one, however many of theirs wait. Not safe
/// for several threads.
///
/// @param <T> what waits; two of them are equal only if they are one
final class FairLine<T> {

  /// In the order in which they have their turns.
  private final LinkedHashMap<String, ArrayDeque<T>> lines = new LinkedHashMap<>();

  private int size;

  void join(String owner, T waiting) {
    lines.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(waiting);
    size++;
  }

  /// Takes out who has waited longest of the owner whose turn it is; null when nobody waits.
  @Nullable T next() {
    var turn = lines.pollFirstEntry();
    if (turn == null) {
      return null;
    }
    var line = turn.getValue();
    var first = line.remove();
    putBack(turn, line);
    size--;
    return first;
  }

  private void putBack(Map.Entry<String, ArrayDeque<T>> turn, ArrayDeque<T> line) {
    if (!line.isEmpty()) {
      lines.putLast(turn.getKey(), line);
    }
  }

  /// Gives up waiting.
  void leave(String owner, T waiting) {
    var line = lines.get(owner);
    if (line != null && line.remove(waiting)) {
      size--;
      if (line.isEmpty()) {
        lines.remove(owner);
      }
    }
  }

  /// How many of that owner wait.
  int of(String owner) {
    var line = lines.get(owner);
    return line == null ? 0 : line.size();
  }

  /// How many owners there would be in the line with this one.
  int ownersWith(String owner) {
    return lines.containsKey(owner) ? lines.size() : lines.size() + 1;
  }

  int size() {
    return size;
  }
}
