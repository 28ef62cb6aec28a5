package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.CallLeg;
import com.unifiedbx.pbx.calls.tracking.LegTrack.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The legs of one call, sorted into sides. Guarded by the call's lock.
///
/// When all phones of an extension ring, the origin is a Local channel: its first half carries the
/// call's id, its second half (`…-b`) dials the phones, which so are on the origin's side.
final class Legs {

  /// What the second half of a Local channel is called, after the call's id.
  static final String OTHER_HALF = "-b";

  private final String callId;
  private final Map<String, LegTrack> legs = new LinkedHashMap<>();

  Legs(String callId) {
    this.callId = callId;
  }

  LegTrack seen(Channel channel) {
    var leg =
        legs.computeIfAbsent(channel.uniqueid(), id -> new LegTrack(channel, firstGuess(channel)));
    leg.seen(channel);
    return leg;
  }

  private Side firstGuess(Channel channel) {
    var id = channel.uniqueid();
    return id.equals(callId) || id.equals(callId + OTHER_HALF) ? Side.ORIGIN : Side.DESTINATION;
  }

  /// A leg that was dialled by another: by the origin itself it is the destination, by any other it
  /// is on that one's side.
  LegTrack dialled(@Nullable String caller, Channel channel) {
    var leg = seen(channel);
    leg.dialled = true;
    if (caller != null && !isOrigin(channel)) {
      var by = legs.get(caller);
      leg.side = caller.equals(callId) || by == null ? Side.DESTINATION : by.side;
    }
    return leg;
  }

  boolean isOrigin(Channel channel) {
    return channel.uniqueid().equals(callId);
  }

  boolean isOriginSide(Channel channel) {
    var leg = legs.get(channel.uniqueid());
    return leg != null && leg.side == Side.ORIGIN;
  }

  boolean originStands() {
    var origin = legs.get(callId);
    return origin != null && !origin.isGone();
  }

  boolean originIsUp() {
    var origin = legs.get(callId);
    return origin != null && origin.isUp();
  }

  /// Whether the origin shares a bridge with the destination: both talk.
  boolean sidesMeet() {
    var origin = legs.get(callId);
    var bridge = origin == null ? null : origin.bridge;
    return bridge != null
        && legs.values().stream()
            .anyMatch(leg -> leg.side == Side.DESTINATION && bridge.equals(leg.bridge));
  }

  /// The most telling cause on the origin's side: that of the origin's channel, unless it is the
  /// empty one that a Local channel reports when its other half was refused.
  HangupCause originCause(HangupCause own) {
    if (own.q850() != 0 || own.sip() != null) {
      return own;
    }
    return legs.values().stream()
        .filter(leg -> leg.side == Side.ORIGIN)
        .map(leg -> leg.cause)
        .filter(Objects::nonNull)
        .filter(cause -> cause.q850() != 0)
        .findFirst()
        .orElse(own);
  }

  /// The leg that tells why the destination was not reached, or null when nothing was dialled. With
  /// several phones, one that was busy tells more than one that merely rang, and both more than one
  /// that failed.
  @Nullable LegTrack destinationTried() {
    LegTrack telling = null;
    for (var leg : legs.values()) {
      if (leg.side == Side.DESTINATION
          && leg.dialled
          && (telling == null || rank(leg) < rank(telling))) {
        telling = leg;
      }
    }
    return telling;
  }

  private static int rank(LegTrack leg) {
    return switch (Verdict.ofDestination(leg.cause, leg.dialStatus)) {
      case DESTINATION_BUSY -> 0;
      case DESTINATION_NO_ANSWER -> 1;
      default -> 2;
    };
  }

  List<CallLeg> views() {
    return legs.values().stream().map(LegTrack::view).toList();
  }

  List<String> uniqueids() {
    return List.copyOf(legs.keySet());
  }
}
