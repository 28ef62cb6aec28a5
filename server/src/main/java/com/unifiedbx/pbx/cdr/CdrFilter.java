package com.unifiedbx.pbx.cdr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which records are wanted; null asks nothing. All that is asked must hold.
///
/// @param from records that started at or after this moment
/// @param to records that started before this moment
/// @param extension the number is on either side, as caller, as dialled number or as the phone
/// @param minDuration whole seconds, at least
/// @param q a piece of `src`, `dst` or `clid`, whatever its case
public record CdrFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String src,
    @Nullable String dst,
    @Nullable String extension,
    @Nullable String disposition,
    Cdr.@Nullable Direction direction,
    @Nullable Long minDuration,
    @Nullable String callId,
    @Nullable String linkedid,
    @Nullable String q) {

  /// Every record.
  public static final CdrFilter ALL =
      new CdrFilter(null, null, null, null, null, null, null, null, null, null, null);

  public static CdrFilter ofCall(String callId) {
    return new CdrFilter(null, null, null, null, null, null, null, null, callId, null, null);
  }
}
