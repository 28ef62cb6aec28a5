package com.unifiedbx.pbx.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A row as it is shown: by REST, GraphQL and on the command line.
///
/// @param id the row's number in the chain
/// @param time in milliseconds; the chain has microseconds
/// @param actor a client id, `cli:<user>`, `admin:<name>`, `system` or `anonymous`
/// @param before JSON, null when there is nothing to tell
/// @param after JSON, null when there is nothing to tell
/// @param outcome `done`, `refused`, `failed` or `replayed`
/// @param error the code of the refusal
public record AuditEvent(
    String id,
    Instant time,
    String actor,
    @Nullable CallingApplication application,
    @Nullable String tokenId,
    @Nullable String address,
    @Nullable String requestId,
    String operation,
    String object,
    @JsonRawValue @Nullable String before,
    @JsonRawValue @Nullable String after,
    String outcome,
    @Nullable String error,
    String hash) {

  /// The application behind the request.
  public record CallingApplication(String id, @Nullable String name) {}

  static AuditEvent of(AuditRow row) {
    var entry = row.entry();
    var by = entry.by();
    var application = by.applicationId();
    return new AuditEvent(
        Long.toString(row.seq()),
        entry.time().truncatedTo(ChronoUnit.MILLIS),
        by.name(),
        application == null ? null : new CallingApplication(application, by.applicationName()),
        by.tokenId(),
        by.address(),
        by.requestId(),
        entry.operation(),
        entry.object(),
        entry.before(),
        entry.after(),
        entry.outcome().text(),
        entry.error(),
        HexFormat.of().formatHex(row.hash()));
  }
}
