package com.unifiedbx.pbx.cdr;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.cdr.recordings.Recording;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call detail record: one leg of a call as Asterisk saw it. Text is as Asterisk wrote it, the
/// empty string where it had nothing to say; callers choose their own names, so nothing here is
/// safe to print unescaped. Its JSON is the CDR of the API.
///
/// @param id opaque; stays the same for ever
/// @param callId the call that the API originated, or null
/// @param sequence restarts with Asterisk; unique only beside `uniqueid`
/// @param answer null when nobody answered
/// @param disposition Asterisk's word: `ANSWERED`, `NO ANSWER`, `BUSY`, `FAILED`, `CONGESTION`
/// @param duration whole seconds from start to end
/// @param billsec whole seconds from answer to end
/// @param cause Q.850 number, or null when the dialplan recorded none
/// @param recording what was recorded of the call, or null
public record Cdr(
    String id,
    @Nullable String callId,
    String uniqueid,
    String linkedid,
    long sequence,
    Instant start,
    @Nullable Instant answer,
    @Nullable Instant end,
    String clid,
    String src,
    String dst,
    String context,
    String channel,
    String dstChannel,
    String lastApp,
    String lastData,
    String disposition,
    @JsonIgnore Direction direction,
    long duration,
    long billsec,
    String accountCode,
    @JsonIgnore String peerAccount,
    @JsonIgnore String userField,
    @Nullable Integer cause,
    @Nullable Recording recording) {

  /// The extensions on either side: as caller, as dialled number, as phone.
  public Set<String> parties() {
    return Stream.of(src, dst, CdrLine.endpointOf(channel), CdrLine.endpointOf(dstChannel))
        .map(ExtensionNumber::parse)
        .filter(Objects::nonNull)
        .map(ExtensionNumber::digits)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The same with what was recorded.
  public Cdr with(@Nullable Recording found) {
    return new Cdr(
        id,
        callId,
        uniqueid,
        linkedid,
        sequence,
        start,
        answer,
        end,
        clid,
        src,
        dst,
        context,
        channel,
        dstChannel,
        lastApp,
        lastData,
        disposition,
        direction,
        duration,
        billsec,
        accountCode,
        peerAccount,
        userField,
        cause,
        found);
  }

  /// Which way a call went, seen from the PBX.
  public enum Direction {
    /// Originated through the API, and not to the outside.
    API,
    /// Between extensions and services of the PBX.
    INTERNAL,
    /// Came in by a trunk.
    INBOUND,
    /// Left by a trunk, whoever started it.
    OUTBOUND
  }
}
