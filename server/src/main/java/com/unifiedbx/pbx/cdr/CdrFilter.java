package com.unifiedbx.pbx.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
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

  private static final Duration NEW = Duration.ofDays(62);
  private static final Pattern COUNTED_NUMBER = Pattern.compile("[1-9][0-9]{1,7}");

  public static CdrFilter ofCall(String callId) {
    return new CdrFilter(null, null, null, null, null, null, null, null, callId, null, null, null);
  }

  /// The same among the newest records only, or null when that is no narrower. A list that is full
  /// with them needs no more, and most lists are: then the database looks at three partitions
  /// instead of all.
  ///
  /// @param after the record behind which the list goes on
  public @Nullable CdrFilter newest(@Nullable CdrKey after, Instant now) {
    var last = Stream.of(now, to, after == null ? null : after.start());
    var since = last.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(now).minus(NEW);
    return from != null && !from.isBefore(since) ? null : between(since, to);
  }

  /// The same in another time.
  public CdrFilter between(@Nullable Instant begin, @Nullable Instant end) {
    return new CdrFilter(
        begin,
        end,
        src,
        dst,
        extension,
        disposition,
        direction,
        minDuration,
        callId,
        linkedid,
        q,
        within);
  }

  /// The same, seen through another fence.
  public CdrFilter inside(@Nullable String fence) {
    return new CdrFilter(
        from,
        to,
        src,
        dst,
        extension,
        disposition,
        direction,
        minDuration,
        callId,
        linkedid,
        q,
        fence);
  }

  /// Whether what is counted in advance knows the answer: it does for time, number of an extension,
  /// outcome and direction.
  public boolean isCounted() {
    return Stream.of(src, dst, minDuration, callId, linkedid, q, within)
            .allMatch(asked -> asked == null)
        && (extension == null || COUNTED_NUMBER.matcher(extension).matches());
  }
}
