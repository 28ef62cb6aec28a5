package com.unifiedbx.pbx.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which rows are wanted; null asks nothing. All that is asked must hold.
///
/// @param from rows of this moment or later
/// @param to rows before this moment
/// @param actor a client id, `cli:…`, `admin:…`, `system`, `anonymous`
/// @param operation whole, or the noun before its dot: `extension`
/// @param object whole (`extension:1001`), or its kind (`extension`)
public record AuditFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String actor,
    @Nullable String operation,
    @Nullable String object,
    @Nullable Outcome outcome,
    @Nullable String address,
    @Nullable String requestId) {

  /// Every row.
  public static final AuditFilter ALL =
      new AuditFilter(null, null, null, null, null, null, null, null);

  /// Reads a filter from texts by name; refuses what can't be read.
  public static AuditFilter of(Map<String, ? extends @Nullable String> given) {
    return AuditQuery.of(given);
  }
}
