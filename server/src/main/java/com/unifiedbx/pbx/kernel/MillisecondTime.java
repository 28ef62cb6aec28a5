package com.unifiedbx.pbx.kernel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A moment as the API writes it: ISO 8601, UTC, always three digits of milliseconds, so that texts
/// sort as times do.
public final class MillisecondTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private MillisecondTime() {}

  public static String text(Instant moment) {
    return FORMAT.format(moment);
  }
}
