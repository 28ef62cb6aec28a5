package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that making and changing an application share. What is not given stays as it is.
final class AppOptions {

  @Option(names = "--description", description = "What calls it, and who answers for it.")
  @Nullable String description;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description =
          "When it ends: 2027-01-31 (at 00:00 UTC), 2027-01-31T12:00:00Z or never (default).")
  @Nullable String expires;

  @Option(
      names = "--token-lifetime",
      converter = Span.class,
      paramLabel = "TIME",
      description = "How long a token lasts, 60s to 24h (default 1h).")
  @Nullable Duration tokenLifetime;

  @Option(
      names = "--rate-limit",
      paramLabel = "N/s|none",
      description = "Requests a second in the long run (default 50/s).")
  @Nullable String rateLimit;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "Requests at once after a pause (default: twice the rate).")
  @Nullable Integer burst;

  @Option(
      names = "--fence",
      paramLabel = "WHAT=…",
      description = {
        "What of the PBX it may touch; repeatable, default no fence:",
        "extensions=1001,10XX,2*   X is any digit, * any rest",
        "destinations=1207,+44     beginnings of numbers it may dial",
        "calls-per-minute=N, calls-per-day=N; none takes the fence away"
      })
  @Nullable List<String> fence;

  @Option(
      names = "--freepbx-errors",
      negatable = true,
      description = "Answer failures as FreePBX 16 does, for scripts that read its texts.")
  @Nullable Boolean freepbxErrors;

  boolean isNothingGiven() {
    return description == null
        && expires == null
        && tokenLifetime == null
        && rateLimit == null
        && burst == null
        && fence == null
        && freepbxErrors == null;
  }

  Terms terms(Terms now) {
    return new Terms(
        freepbxErrors == null ? now.freepbxErrors() : freepbxErrors,
        fence == null ? now.fence() : fence(fence),
        rate(now.rate()));
  }

  @Nullable Instant expires(@Nullable Instant now) {
    var text = expires;
    if (text == null || text.equals("never")) {
      return text == null ? now : null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw Refusal.badValue(
              "expires",
              "--expires takes 2027-01-31, 2027-01-31T12:00:00Z or never, not '" + text + "'.")
          .asException();
    }
  }

  private @Nullable RateClass rate(@Nullable RateClass now) {
    if (rateLimit != null) {
      return RateClass.parse(rateLimit, burst);
    }
    if (burst == null) {
      return now;
    }
    if (now == null) {
      throw Refusal.badValue("burst", "--burst needs a --rate-limit beside it.").asException();
    }
    return new RateClass(now.perSecond(), burst);
  }

  private static Fence fence(List<String> parts) {
    if (parts.equals(List.of("none"))) {
      return Fence.NONE;
    }
    var extensions = new ArrayList<String>();
    var destinations = new ArrayList<String>();
    Integer perMinute = null;
    Integer perDay = null;
    for (var part : parts) {
      var pair = part.split("=", 2);
      var value = pair.length == 2 ? pair[1] : "";
      switch (pair[0]) {
        case "extensions" -> extensions.addAll(Arrays.asList(value.split("[, ]+", -1)));
        case "destinations" -> destinations.addAll(Arrays.asList(value.split("[, ]+", -1)));
        case "calls-per-minute" -> perMinute = number(part, value);
        case "calls-per-day" -> perDay = number(part, value);
        default -> throw unknown(part);
      }
    }
    return new Fence(extensions, destinations, perMinute, perDay);
  }

  private static Integer number(String part, String value) {
    if (!value.matches("[0-9]{1,7}")) {
      throw unknown(part);
    }
    return Integer.valueOf(value);
  }

  private static RuntimeException unknown(String part) {
    return Refusal.badValue(
            "fence",
            "--fence takes extensions=10XX, destinations=1207, calls-per-minute=N,"
                + " calls-per-day=N or none, not '"
                + part
                + "'.")
        .asException();
  }

  /// Reads `90s`, `30m`, `24h`, `7d`.
  static final class Span implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      if (!text.matches("\\d{1,6}[smhd]")) {
        throw new TypeConversionException("'" + text + "' is no time: write 90s, 30m, 24h or 7d");
      }
      var days = text.endsWith("d");
      return Duration.parse((days ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    }
  }
}
