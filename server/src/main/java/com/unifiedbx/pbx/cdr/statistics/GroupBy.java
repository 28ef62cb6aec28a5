package com.unifiedbx.pbx.cdr.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// What statistics may be divided by.
enum GroupBy {
  HOUR("hour", time("hour")),
  DAY("day", time("day")),
  MONTH("month", time("month")),
  HOUR_OF_DAY("hourOfDay", "to_char(at at time zone :zone, 'HH24')"),
  WEEKDAY("weekday", "to_char(at at time zone :zone, 'ID')"),
  EXTENSION("extension", "extension"),
  DIRECTION("direction", "direction"),
  DISPOSITION("disposition", "disposition"),
  /// Everything in one.
  NOTHING("", "''");

  private static final List<Grain> ALL = List.of(Grain.MONTH, Grain.DAY, Grain.HOUR);

  private final String word;
  private final String key;

  GroupBy(String word, String key) {
    this.word = word;
    this.key = key;
  }

  /// The beginning of the hour, day or month on the clocks of the zone, with its offset.
  private static String time(String unit) {
    return "to_char(date_trunc('"
        + unit
        + "', at, :zone) at time zone 'UTC',"
        + " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
  }

  String word() {
    return word;
  }

  /// The key of a group, in SQL.
  String key() {
    return key;
  }

  /// Which rows of the rollup fall whole into one group; coarse ones first.
  List<Grain> grains(boolean extension, ZoneId zone, Instant from, Instant to) {
    var fitting =
        switch (this) {
          case HOUR, HOUR_OF_DAY, WEEKDAY -> ofHours(zone, from, to);
          case DAY -> isUtc(zone) ? List.of(Grain.DAY, Grain.HOUR) : ofHours(zone, from, to);
          case MONTH -> isUtc(zone) ? ALL : ofHours(zone, from, to);
          case EXTENSION, DIRECTION, DISPOSITION, NOTHING -> ALL;
        };
    return extension || this == EXTENSION
        ? fitting.stream().filter(grain -> grain != Grain.HOUR).toList()
        : fitting;
  }

  private static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  /// Hours in UTC are hours there, unless the zone is off by half an hour.
  private static List<Grain> ofHours(ZoneId zone, Instant from, Instant to) {
    var rules = zone.getRules();
    var whole =
        rules.getOffset(from).getTotalSeconds() % 3600 == 0
            && rules.getOffset(to).getTotalSeconds() % 3600 == 0;
    return whole ? List.of(Grain.HOUR) : List.of();
  }
}
