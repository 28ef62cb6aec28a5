package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked of statistics, from REST and GraphQL alike; refuses what it does not know.
record StatisticsQuery(CdrFilter filter, GroupBy groupBy, ZoneId zone) {

  private static final Set<String> FILTERS =
      Set.of("from", "to", "extension", "direction", "disposition");
  private static final Duration USUAL = Duration.ofDays(30);

  /// Groups are listed whole, so their number has a bound.
  private static final Duration LONGEST_BY_HOUR = Duration.ofDays(92);

  private static final Duration LONGEST = Duration.ofDays(3660);

  static StatisticsQuery of(Map<String, String> given, Instant now) {
    for (var name : given.keySet()) {
      if (!FILTERS.contains(name) && !name.equals("groupBy") && !name.equals("timeZone")) {
        throw Refusal.badValue(
                name,
                "Statistics know from, to, extension, direction, disposition, groupBy, timeZone.")
            .asException();
      }
    }
    var filters = new HashMap<>(given);
    filters.keySet().retainAll(FILTERS);
    var asked = CdrQuery.filter(filters);
    demandInsideFence(asked);
    var to = Objects.requireNonNullElse(asked.to(), now);
    var from = Objects.requireNonNullElse(asked.from(), to.minus(USUAL));
    var by = groupBy(given.get("groupBy"));
    var length = Duration.between(from, to);
    if (length.isNegative()) {
      throw Refusal.badValue("to", "to is not before from.").asException();
    }
    if (length.compareTo(by == GroupBy.HOUR ? LONGEST_BY_HOUR : LONGEST) > 0) {
      throw Refusal.badValue(
              "from", "Statistics cover ten years, by hour 92 days: ask for a shorter time.")
          .asException();
    }
    return new StatisticsQuery(
        counted(asked, from, to), by, CdrQuery.zone("timeZone", given.get("timeZone")));
  }

  /// What of a filter is counted in advance.
  private static CdrFilter counted(CdrFilter asked, Instant from, Instant to) {
    return new CdrFilter(
        from,
        to,
        null,
        null,
        asked.extension(),
        asked.disposition(),
        asked.direction(),
        null,
        null,
        null,
        null,
        null);
  }

  /// What is counted in advance is counted by number, not by fence.
  private static void demandInsideFence(CdrFilter asked) {
    var within = asked.within();
    var extension = asked.extension();
    if (within != null && (extension == null || !extension.matches(within))) {
      var message =
          extension == null
              ? "This application may ask for the statistics of one extension inside its fence:"
                  + " name it as extension."
              : "The extension lies outside of what this application may touch.";
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "outside_fence", message)
          .onField("extension")
          .asException();
    }
  }

  private static GroupBy groupBy(@Nullable String word) {
    if (word == null) {
      return GroupBy.NOTHING;
    }
    return Arrays.stream(GroupBy.values())
        .filter(by -> !word.isEmpty() && by.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Refusal.badValue("groupBy", "groupBy is " + words() + ".").asException());
  }

  private static String words() {
    return Arrays.stream(GroupBy.values())
        .map(GroupBy::word)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
