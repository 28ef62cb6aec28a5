package com.unifiedbx.pbx.cdr.statistics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the records of a period say together.
///
/// @param timeZone whose hours, days and months the groups are
/// @param groupBy what `items` are divided by, or null
/// @param busiestHour the hour in which most records began; null when there was none
/// @param items one for each group that is not empty, in the order of the keys
public record Statistics(
    Instant from,
    Instant to,
    String timeZone,
    @Nullable String groupBy,
    Figures total,
    @Nullable BusiestHour busiestHour,
    List<Group> items) {

  /// @param records legs of calls, one for each call detail record
  /// @param answerRate the part of the records that were answered, between 0 and 1
  /// @param waiting from the start to the answer, of those that were answered; null where the
  ///   groups are extensions
  /// @param talking from the answer to the end; null where the groups are extensions
  public record Figures(
      long records,
      long answered,
      double answerRate,
      @Nullable Times waiting,
      @Nullable Times talking) {}

  public record BusiestHour(Instant start, long records) {}

  /// @param key a moment for hour, day and month (`2026-11-25T00:00:00.000Z`), `00` to `23`, `1`
  ///   (Monday) to `7`, a number, `inbound`, `ANSWERED`
  public record Group(String key, Figures figures) {}
}
