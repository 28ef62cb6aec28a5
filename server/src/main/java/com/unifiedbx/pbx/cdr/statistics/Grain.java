package com.unifiedbx.pbx.cdr.statistics;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// How long a time one row of the rollup covers, in UTC.
enum Grain {
  MONTH,
  DAY,
  HOUR;

  Instant floor(Instant moment) {
    return begin(moment).toInstant();
  }

  Instant ceiling(Instant moment) {
    var begin = begin(moment);
    return begin.toInstant().equals(moment) ? moment : next(begin).toInstant();
  }

  /// As the table calls it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private OffsetDateTime begin(Instant moment) {
    var time = moment.atOffset(ZoneOffset.UTC);
    return switch (this) {
      case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS);
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
    };
  }

  private OffsetDateTime next(OffsetDateTime begin) {
    return switch (this) {
      case MONTH -> begin.plusMonths(1);
      case DAY -> begin.plusDays(1);
      case HOUR -> begin.plusHours(1);
    };
  }
}
