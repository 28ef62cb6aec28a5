package com.unifiedbx.pbx.cdr.statistics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a period and where it is counted: by rows of the rollup of that grain, or by the
/// records themselves.
///
/// @param grain null for the records
/// @param from null for "since ever"
/// @param to null for "whatever comes"
record Span(@Nullable Grain grain, @Nullable Instant from, @Nullable Instant to) {

  /// The period cut so that each grain covers all that it can, coarse ones first; together the
  /// spans are the period, and no moment is in two of them.
  static List<Span> of(@Nullable Instant from, @Nullable Instant to, List<Grain> grains) {
    var spans = new ArrayList<Span>();
    cover(new Span(null, from, to), grains, spans);
    return spans;
  }

  private static void cover(Span period, List<Grain> grains, List<Span> spans) {
    var from = period.from;
    var to = period.to;
    if (from != null && to != null && !from.isBefore(to)) {
      return;
    }
    if (grains.isEmpty()) {
      spans.add(period);
      return;
    }
    var grain = grains.getFirst();
    var finer = grains.subList(1, grains.size());
    var begin = from == null ? null : grain.ceiling(from);
    var end = to == null ? null : grain.floor(to);
    if (begin != null && end != null && !begin.isBefore(end)) {
      cover(period, finer, spans);
      return;
    }
    if (begin != null) {
      cover(new Span(null, from, begin), finer, spans);
    }
    spans.add(new Span(grain, begin, end));
    if (end != null) {
      cover(new Span(null, end, to), finer, spans);
    }
  }
}
