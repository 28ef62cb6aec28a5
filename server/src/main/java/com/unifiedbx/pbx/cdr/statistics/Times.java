package com.unifiedbx.pbx.cdr.statistics;

import java.util.Map;
import java.util.TreeMap;

/// How long something took, in whole seconds, over many records.
///
/// @param total of all
/// @param average one decimal
/// @param p50 half took no longer; like the others exact up to 5 seconds, beyond within 10 percent
public record Times(long total, double average, long p50, long p90, long p99) {

  /// @param slots how many records fall in each slot of `pbx.cdr_slot`
  static Times of(long total, long count, Map<Integer, Long> slots) {
    var average = count == 0 ? 0 : Math.round(10.0 * total / count) / 10.0;
    var sorted = new TreeMap<>(slots);
    return new Times(total, average, share(sorted, 0.5), share(sorted, 0.9), share(sorted, 0.99));
  }

  private static long share(TreeMap<Integer, Long> slots, double share) {
    var all = slots.values().stream().mapToLong(Long::longValue).sum();
    var wanted = Math.max(1, (long) Math.ceil(all * share));
    long seen = 0;
    for (var slot : slots.entrySet()) {
      seen += slot.getValue();
      if (seen >= wanted) {
        return seconds(slot.getKey());
      }
    }
    return 0;
  }

  /// The middle of a slot.
  static long seconds(int slot) {
    if (slot <= 1) {
      return 0;
    }
    var first = (long) Math.ceil(Math.pow(2, (slot - 2) / 4.0) - 1e-9);
    var last = (long) Math.ceil(Math.pow(2, (slot - 1) / 4.0) - 1e-9) - 1;
    return (first + Math.max(first, last)) / 2;
  }
}
