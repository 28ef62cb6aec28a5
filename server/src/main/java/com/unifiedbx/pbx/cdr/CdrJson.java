package com.unifiedbx.pbx.cdr;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// A record as REST shows it: times in UTC with milliseconds.
///
/// @param recording always null so far; recordings are not linked to records yet
record CdrJson(
    String id,
    @Nullable String callId,
    String uniqueid,
    String linkedid,
    long sequence,
    String start,
    @Nullable String answer,
    @Nullable String end,
    String clid,
    String src,
    String dst,
    String context,
    String channel,
    String dstChannel,
    String lastApp,
    String lastData,
    String disposition,
    long duration,
    long billsec,
    String accountCode,
    @Nullable Integer cause,
    @Nullable Object recording) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  static CdrJson of(Cdr cdr) {
    return new CdrJson(
        cdr.id(),
        cdr.callId(),
        cdr.uniqueid(),
        cdr.linkedid(),
        cdr.sequence(),
        MILLIS.format(cdr.start()),
        time(cdr.answer()),
        time(cdr.end()),
        cdr.clid(),
        cdr.src(),
        cdr.dst(),
        cdr.context(),
        cdr.channel(),
        cdr.dstChannel(),
        cdr.lastApp(),
        cdr.lastData(),
        cdr.disposition(),
        cdr.duration(),
        cdr.billsec(),
        cdr.accountCode(),
        cdr.cause(),
        null);
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : MILLIS.format(time);
  }
}
