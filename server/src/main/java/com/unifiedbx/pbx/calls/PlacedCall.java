package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.calls.store.CallRow;
import com.unifiedbx.pbx.calls.tracking.CallPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a call that somebody else set up, a phone or a carrier, off its first channel.
///
/// Its id is that channel's uniqueid, which the dialplan writes into the call records by itself: so
/// records find their call even when this server was away.
final class PlacedCall {

  private final Pattern internalNumber;

  PlacedCall(CallsProperties properties) {
    this.internalNumber = Pattern.compile(properties.extensionPattern() + "|\\*.*|");
  }

  /// Whether the channel is the first of a conversation of its own.
  static boolean beginsWith(Channel channel) {
    var name = channel.name();
    return channel.uniqueid().equals(channel.linkedid())
        && !CallId.isOurs(channel.uniqueid())
        && (name.startsWith("PJSIP/") || (name.startsWith("Local/") && name.endsWith(";1")));
  }

  CallRow row(String id, Channel first, Instant at) {
    var dialled = first.exten().equals("s") ? "" : first.exten();
    var call =
        new Call(
            id,
            CallStatus.QUEUED,
            direction(first, dialled),
            new Call.From(first.endpoint(), first.number(), first.displayName()),
            new Call.To(dialled.isEmpty() ? null : dialled, first.context()),
            null,
            null,
            CallTimes.startingAt(at.truncatedTo(ChronoUnit.MILLIS)),
            id,
            id,
            CallMarks.NONE,
            Map.of(),
            null,
            List.of());
    return new CallRow(call, new CallPlan(Duration.ZERO, null, null, false));
  }

  /// As far as the number tells; a call that then goes to a trunk is outbound.
  private Call.Direction direction(Channel first, String dialled) {
    if (first.isTrunk()) {
      return Call.Direction.INBOUND;
    }
    return internalNumber.matcher(dialled).matches()
        ? Call.Direction.INTERNAL
        : Call.Direction.OUTBOUND;
  }
}
