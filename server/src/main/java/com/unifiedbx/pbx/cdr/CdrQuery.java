package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The parameters of `GET /cdr` and of everything that filters as it does; refuses what it does not
/// know, because a filter with a typing error would otherwise answer with everything.
public record CdrQuery(CdrFilter filter, int limit, @Nullable String cursor) {

  /// What [#filter] understands, for descriptions of operations.
  public static final String FILTER_NAMES =
      "from,to,src,srcPrefix,srcSuffix,dst,dstPrefix,dstSuffix,extension,disposition,direction,"
          + "minDuration,callId,linkedid,q";

  private static final List<String> FILTERS = List.of(FILTER_NAMES.split(",", -1));
  private static final List<String> PAGING = List.of("limit", "cursor");
  private static final Set<String> DISPOSITIONS =
      Set.of("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL");
  private static final Instant EARLIEST = Instant.EPOCH;

  static CdrQuery of(MultiValueMap<String, String> parameters) {
    var given = new LinkedHashMap<>(single(parameters));
    var limit = number("limit", given.remove("limit"));
    var cursor = given.remove("cursor");
    return new CdrQuery(
        filter(given),
        Page.limit(limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE)),
        cursor);
  }

  /// Parameters of which none is given twice.
  public static Map<String, String> single(MultiValueMap<String, String> parameters) {
    parameters.forEach((name, values) -> {
      if (values.size() != 1) {
        throw Refusal.badValue(name, name + " is given once.").asException();
      }
    });
    return parameters.toSingleValueMap();
  }

  /// The filter in these parameters, all of which must be filters; shows what the caller's fence
  /// shows.
  public static CdrFilter filter(Map<String, String> given) {
    return filter(given, Caller.find());
  }

  /// The same as that caller may see it; null for one without a fence.
  public static CdrFilter filter(Map<String, String> given, @Nullable Caller caller) {
    for (var name : given.keySet()) {
      if (!FILTERS.contains(name)) {
        var known = Stream.concat(FILTERS.stream(), PAGING.stream());
        throw Refusal.badValue(
                name,
                "Call detail records are filtered by "
                    + known.collect(Collectors.joining(", "))
                    + ".")
            .asException();
      }
    }
    return new CdrFilter(
        time("from", given.get("from")),
        time("to", given.get("to")),
        match("src", given),
        match("dst", given),
        text("extension", given.get("extension")),
        disposition(given.get("disposition")),
        direction(given.get("direction")),
        number("minDuration", given.get("minDuration")),
        text("callId", given.get("callId")),
        text("linkedid", given.get("linkedid")),
        text("q", given.get("q")),
        within(caller));
  }

  private static @Nullable String within(@Nullable Caller caller) {
    var inside = caller == null ? null : caller.fence().extensionsAsRegex();
    // A number of the outside world is no extension, whatever it begins with.
    return inside == null ? null : "(?=^[1-9][0-9]{1,7}$)" + inside;
  }

  /// The time zone of that name, UTC when none is given.
  public static ZoneId zone(String name, @Nullable String value) {
    if (value == null) {
      return ZoneOffset.UTC;
    }
    // An offset such as +01:00 means the opposite to PostgreSQL, so only names are known.
    if (!ZoneId.getAvailableZoneIds().contains(value)) {
      throw Refusal.badValue(name, name + " is the name of a zone, such as Europe/Berlin.")
          .asException();
    }
    return ZoneId.of(value);
  }

  private static @Nullable NumberMatch match(String name, Map<String, String> given) {
    var matches =
        Stream.of(
                match(NumberMatch.Kind.WHOLE, name, given),
                match(NumberMatch.Kind.BEGINNING, name + "Prefix", given),
                match(NumberMatch.Kind.END, name + "Suffix", given))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    if (matches.size() > 1) {
      throw Refusal.badValue(
              name, "Give one of " + name + ", " + name + "Prefix and " + name + "Suffix.")
          .asException();
    }
    return matches.isEmpty() ? null : matches.getFirst();
  }

  private static @Nullable NumberMatch match(
      NumberMatch.Kind kind, String name, Map<String, String> given) {
    var text = text(name, given.get(name));
    return text == null ? null : new NumberMatch(kind, text);
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
