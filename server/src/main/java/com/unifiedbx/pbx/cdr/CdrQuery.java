package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The query parameters of `GET /cdr`; refuses what it does not know, because a filter with a
/// typing error would otherwise answer with everything.
record CdrQuery(CdrFilter filter, int limit, @Nullable String cursor) {

  private static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "src",
          "dst",
          "extension",
          "disposition",
          "direction",
          "minDuration",
          "callId",
          "linkedid",
          "q",
          "limit",
          "cursor");
  private static final Set<String> DISPOSITIONS =
      Set.of("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL");
  private static final Instant EARLIEST = Instant.EPOCH;

  static CdrQuery of(MultiValueMap<String, String> parameters) {
    parameters.forEach(CdrQuery::checkName);
    var given = parameters.toSingleValueMap();
    var filter =
        new CdrFilter(
            time("from", given.get("from")),
            time("to", given.get("to")),
            text("src", given.get("src")),
            text("dst", given.get("dst")),
            text("extension", given.get("extension")),
            disposition(given.get("disposition")),
            direction(given.get("direction")),
            number("minDuration", given.get("minDuration")),
            text("callId", given.get("callId")),
            text("linkedid", given.get("linkedid")),
            text("q", given.get("q")));
    var limit = number("limit", given.get("limit"));
    return new CdrQuery(
        filter,
        Page.limit(limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE)),
        given.get("cursor"));
  }

  private static void checkName(String name, List<String> values) {
    if (!NAMES.contains(name)) {
      throw Refusal.badValue(
              name, "Call detail records are filtered by " + String.join(", ", NAMES) + ".")
          .asException();
    }
    if (values.size() != 1) {
      throw Refusal.badValue(name, name + " is given once.").asException();
    }
  }

  private static @Nullable String text(String name, @Nullable String value) {
    return value == null ? null : PlainText.check(name, value, 255);
  }

  /// A plus sign that was not encoded arrives as a space.
  private static @Nullable Instant time(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (time.isBefore(EARLIEST) || time.isAfter(CdrLine.END_OF_TIME)) {
        throw Refusal.badValue(name, name + " is a time after 1970 and before 5138.").asException();
      }
      return time.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw Refusal.badValue(name, name + " is a time with its zone, such as 2026-11-23T09:30:00Z.")
          .asException();
    }
  }

  private static @Nullable Long number(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw Refusal.badValue(name, name + " is a whole number, 0 or more.").asException();
    }
    return Long.valueOf(value);
  }

  private static @Nullable String disposition(@Nullable String value) {
    if (value == null) {
      return null;
    }
    var word = value.toUpperCase(Locale.ROOT).replace('_', ' ');
    if (!DISPOSITIONS.contains(word)) {
      throw Refusal.badValue(
              "disposition", "disposition is ANSWERED, NO ANSWER, BUSY, FAILED or CONGESTION.")
          .asException();
    }
    return word;
  }

  private static Cdr.@Nullable Direction direction(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return Arrays.stream(Cdr.Direction.values())
        .filter(direction -> CdrRow.word(direction).equals(value))
        .findFirst()
        .orElseThrow(
            () -> Refusal.badValue("direction", "direction is " + words() + ".").asException());
  }

  private static String words() {
    return Arrays.stream(Cdr.Direction.values())
        .map(CdrRow::word)
        .collect(Collectors.joining(", "));
  }
}
