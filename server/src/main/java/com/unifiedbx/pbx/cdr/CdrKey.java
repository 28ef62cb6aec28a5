package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.CdrLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Where a record stands among all: what the API shows as its id, and the cursor of a page.
///
/// The start is part of it so that one record is looked up in one month's partition, and so that a
/// page goes on exactly behind the last row whatever arrives meanwhile.
public record CdrKey(Instant start, long id) {

  private static final int RADIX = 36;

  public String text() {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, start), RADIX)
        + "-"
        + Long.toString(id, RADIX);
  }

  /// The key behind the text, or null when we never wrote that text.
  public static @Nullable CdrKey find(String text) {
    var dash = text.indexOf('-', 1);
    if (dash < 0) {
      return null;
    }
    try {
      var micros = Long.parseLong(text.substring(0, dash), RADIX);
      var id = Long.parseLong(text.substring(dash + 1), RADIX);
      var key = new CdrKey(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id);
      return isStorable(key.start) && key.text().equals(text) ? key : null;
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static boolean isStorable(Instant start) {
    return start.isAfter(Instant.EPOCH) && start.isBefore(CdrLine.END_OF_TIME);
  }
}
