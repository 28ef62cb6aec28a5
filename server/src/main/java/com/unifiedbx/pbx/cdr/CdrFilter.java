package com.unifiedbx.pbx.cdr;

import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which records are wanted; null asks nothing. All that is asked must hold.
///
/// @param from records that started at or after this moment
/// @param to records that started before this moment
/// @param extension the number is on either side, as caller, as dialled number or as the phone
/// @param minDuration whole seconds, at least
/// @param q a piece of `src`, `dst` or `clid`, whatever its case
/// @param within a regular expression: the number of an extension that it matches is on either side
public record CdrFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable NumberMatch src,
    @Nullable NumberMatch dst,
    @Nullable String extension,
    @Nullable String disposition,
    Cdr.@Nullable Direction direction,
    @Nullable Long minDuration,
    @Nullable String callId,
    @Nullable String linkedid,
    @Nullable String q,
    @Nullable String within) {

  /// Every record.
  public static final CdrFilter ALL =
      new CdrFilter(null, null, null, null, null, null, null, null, null, null, null, null);

  private static final Pattern COUNTED_NUMBER = Pattern.compile("[1-9][0-9]{1,7}");

  public static CdrFilter ofCall(String callId) {
    return new CdrFilter(null, null, null, null, null, null, null, null, callId, null, null, null);
  }

  /// Whether what is counted in advance knows the answer: it does for time, number of an extension,
  /// outcome and direction.
  public boolean isCounted() {
    return Stream.of(src, dst, minDuration, callId, linkedid, q, within)
            .allMatch(asked -> asked == null)
        && (extension == null || COUNTED_NUMBER.matcher(extension).matches());
  }
}
