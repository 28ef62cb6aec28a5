package com.unifiedbx.pbx.cdr.journal;

import static com.unifiedbx.pbx.cdr.Cdr.Direction.API;
import static com.unifiedbx.pbx.cdr.Cdr.Direction.INBOUND;
import static com.unifiedbx.pbx.cdr.Cdr.Direction.INTERNAL;
import static com.unifiedbx.pbx.cdr.Cdr.Direction.OUTBOUND;

import com.unifiedbx.pbx.cdr.Cdr;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One record of the journal as values: the fields of `cdr_custom` in the order in which our
/// configuration of Asterisk names them.
public record CdrLine(
    String uniqueid,
    String linkedid,
    long sequence,
    @Nullable String callId,
    String src,
    String dst,
    String clid,
    String context,
    String channel,
    String dstChannel,
    String lastApp,
    String lastData,
    Instant start,
    @Nullable Instant answer,
    @Nullable Instant end,
    long duration,
    long billsec,
    String disposition,
    String accountCode,
    String peerAccount,
    String userField,
    @Nullable Integer cause) {

  static final int FIELDS = 22;

  /// Nothing starts later: eleven digits of epoch seconds, the year 5138.
  public static final Instant END_OF_TIME = Instant.ofEpochSecond(100_000_000_000L);

  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,11}(\\.[0-9]{0,20})?");
  private static final String TRUNK = "trunk-";

  /// The record in these fields.
  ///
  /// @throws UnreadableCdrException when a number or a time is none; says which
  static CdrLine of(List<String> f) throws UnreadableCdrException {
    var end = time("end", f.get(14));
    var started = time("start", f.get(12));
    var start = started == null ? end : started;
    if (start == null) {
      throw new UnreadableCdrException("neither start nor end is a time");
    }
    return new CdrLine(
        f.get(0),
        f.get(1),
        number("sequence", f.get(2)),
        f.get(3).isEmpty() ? null : f.get(3),
        f.get(4),
        f.get(5),
        f.get(6),
        f.get(7),
        f.get(8),
        f.get(9),
        f.get(10),
        f.get(11),
        start,
        time("answer", f.get(13)),
        end,
        number("duration", f.get(15)),
        number("billsec", f.get(16)),
        f.get(17),
        f.get(18),
        f.get(19),
        f.get(20),
        cause(f.get(21)));
  }

  /// The dialplan's own mark counts first; a trunk's channel that the API dialled is not a call
  /// that came in.
  public Cdr.Direction direction() {
    if (userField.equals("outbound")) {
      return OUTBOUND;
    }
    if (userField.equals("inbound")
        || context.equals("from-trunk")
        || (callId == null && isTrunk(endpoint()))) {
      return INBOUND;
    }
    if (isTrunk(dstEndpoint())) {
      return OUTBOUND;
    }
    return callId == null ? INTERNAL : API;
  }

  public @Nullable String endpoint() {
    return endpointOf(channel);
  }

  public @Nullable String dstEndpoint() {
    return endpointOf(dstChannel);
  }

  /// `1001` of `PJSIP/1001-0000002a` and of `Local/1001@from-internal-00000001;1`.
  public static @Nullable String endpointOf(String channel) {
    var slash = channel.indexOf('/');
    if (slash < 0) {
      return null;
    }
    var at = channel.indexOf('@', slash);
    var to = at < 0 ? channel.lastIndexOf('-') : at;
    return to <= slash + 1 ? null : channel.substring(slash + 1, to);
  }

  private static boolean isTrunk(@Nullable String endpoint) {
    return endpoint != null && endpoint.startsWith(TRUNK);
  }

  private static long number(String name, String text) throws UnreadableCdrException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UnreadableCdrException(name + " is not a whole number");
    }
  }

  /// Epoch seconds with any number of decimals, kept to the microsecond; 0 means never.
  private static @Nullable Instant time(String name, String text) throws UnreadableCdrException {
    if (text.isEmpty()) {
      return null;
    }
    if (!EPOCH_SECONDS.matcher(text).matches()) {
      throw new UnreadableCdrException(name + " is not a time");
    }
    var micros = new BigDecimal(text).movePointRight(6).longValue();
    return micros == 0
        ? null
        : Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
  }

  /// The dialplan may leave the cause out, and 0 is Asterisk's word for "not known".
  private static @Nullable Integer cause(String text) {
    return text.matches("[1-9][0-9]{0,2}") ? Integer.valueOf(text) : null;
  }
}
