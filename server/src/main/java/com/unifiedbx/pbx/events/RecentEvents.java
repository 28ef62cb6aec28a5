package com.unifiedbx.pbx.events;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The newest events, in memory once for all readers of this node. One thread adds, any may read,
/// and no one waits.
final class RecentEvents {

  private static final int MOST = 2_048;
  private static final int MOST_BYTES = 8 << 20;

  /// @param floor the position behind which nothing is missing here
  private record Window(long floor, LoggedEvent[] events, int bytes) {

    long head() {
      return events.length == 0 ? floor : events[events.length - 1].position();
    }

    /// The index of the first event behind a position.
    int behind(long position) {
      int low = 0;
      int high = events.length;
      while (low < high) {
        var middle = (low + high) >>> 1;
        if (events[middle].position() <= position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private final AtomicReference<Window> window =
      new AtomicReference<>(new Window(0, new LoggedEvent[0], 0));

  /// Begins anew with these, the newest of the log.
  void begin(List<LoggedEvent> newest) {
    var floor = newest.isEmpty() ? 0 : newest.getFirst().position();
    var kept = newest.isEmpty() ? newest : newest.subList(1, newest.size());
    window.set(new Window(floor, new LoggedEvent[0], 0));
    add(kept);
  }

  /// Adds what comes next in the log; the oldest make room.
  void add(List<LoggedEvent> next) {
    var old = window.get();
    var all = Arrays.copyOf(old.events, old.events.length + next.size());
    var bytes = old.bytes;
    for (int i = 0; i < next.size(); i++) {
      all[old.events.length + i] = next.get(i);
      bytes += next.get(i).frame().length;
    }
    int drop = 0;
    while (all.length - drop > MOST || bytes > MOST_BYTES) {
      bytes -= all[drop].frame().length;
      drop++;
    }
    var floor = drop == 0 ? old.floor : all[drop - 1].position();
    window.set(new Window(floor, Arrays.copyOfRange(all, drop, all.length), bytes));
  }

  /// At most `limit` events behind a position, or null when memory does not reach back so far.
  @Nullable List<LoggedEvent> after(long position, int limit) {
    var now = window.get();
    if (position < now.floor) {
      return null;
    }
    var from = now.behind(position);
    var to = Math.min(now.events.length, from + limit);
    return from == to ? List.of() : Arrays.asList(now.events).subList(from, to);
  }

  boolean contains(long position) {
    var now = window.get();
    var index = now.behind(position) - 1;
    return index >= 0 && now.events[index].position() == position;
  }

  /// The position of the newest event that this node has seen.
  long head() {
    return window.get().head();
  }
}
