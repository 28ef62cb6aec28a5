package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a filter from texts, as REST, GraphQL and the command line get it; refuses what it does
/// not know, because a filter with a typing error would otherwise answer with everything.
final class AuditQuery {

  /// The filters by name.
  static final List<String> NAMES =
      List.of("from", "to", "actor", "operation", "object", "outcome", "address", "requestId");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private AuditQuery() {}

  /// @throws com.unifiedbx.pbx.kernel.RefusedException also `outside_fence`: the log tells of
  ///   everybody, so a caller with a fence around numbers reads nothing of it
  static AuditFilter of(Map<String, ? extends @Nullable String> given) {
    var caller = Caller.find();
    if (caller != null && caller.fence().limitsNumbers()) {
      throw Refusal.of(
              Refusal.Kind.FORBIDDEN,
              "outside_fence",
              "The audit log tells of everybody: an application with a fence can't read it.")
          .asException();
    }
    return new AuditFilter(
        time("from", given.get("from")),
        time("to", given.get("to")),
        text("actor", given.get("actor")),
        text("operation", given.get("operation")),
        text("object", given.get("object")),
        outcome(given.get("outcome")),
        text("address", given.get("address")),
        text("requestId", given.get("requestId")));
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
      if (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST)) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // Falls through to the refusal below.
    }
    throw Refusal.badValue(name, name + " is a time with its zone, such as 2026-11-23T09:30:00Z.")
        .asException();
  }

  private static @Nullable Outcome outcome(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.text().equals(value))
        .findFirst()
        .orElseThrow(
            () -> Refusal.badValue("outcome", "outcome is " + words() + ".").asException());
  }

  private static String words() {
    return Arrays.stream(Outcome.values()).map(Outcome::text).collect(Collectors.joining(", "));
  }
}
