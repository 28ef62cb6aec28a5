package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.calls.CallLeg;
import com.unifiedbx.pbx.calls.tracking.LegTrack.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The legs of one call, sorted into sides. Guarded by the call's lock.
///
/// When all phones of an extension ring, the origin is a Local channel: its first half carries the
/// call's id, its second half (`…-b`) dials the phones, which so are on the origin's side.
final class Legs {

  /// What the second half of a Local channel is called, after the call's id.
  static final String OTHER_HALF = "-b";

  private static final int MOST_SHOWN = 32;

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

  /// The first to be seen is the origin when the true one is gone already.
  private Side firstGuess(Channel channel) {
    var id = channel.uniqueid();
    return legs.isEmpty() || id.equals(callId) || id.equals(callId + OTHER_HALF)
        ? Side.ORIGIN
        : Side.DESTINATION;
  }

  /// A leg that was dialled by another is the destination, unless it is one of the phones that make
  /// up the origin.
  LegTrack dialled(@Nullable String caller, Channel channel) {
    var leg = seen(channel);
    leg.dialled = true;
    if (caller != null && !isOrigin(channel)) {
      leg.side = caller.equals(callId + OTHER_HALF) ? Side.ORIGIN : Side.DESTINATION;
    }
    return leg;
  }

  /// The leg of the origin leaves for good: whom it talked to takes its place.
  void succeed(String leaving) {
    var leg = legs.get(leaving);
    var peer = peerOf(leaving);
    if (leg != null && leg.side == Side.ORIGIN) {
      leg.side = Side.DESTINATION;
      legs.values().stream()
          .filter(other -> peer == null ? other != leg : other.channel().equals(peer))
          .filter(LegTrack::stands)
          .forEach(other -> other.side = Side.ORIGIN);
    }
  }

  boolean isOrigin(Channel channel) {
    return channel.uniqueid().equals(callId);
  }

  boolean isOriginSide(Channel channel) {
    var leg = legs.get(channel.uniqueid());
    return leg != null && leg.side == Side.ORIGIN;
  }

  boolean originIsUp() {
    var origin = legs.get(callId);
    return origin != null && origin.isUp();
  }

  /// Whether any channel of the call is left.
  boolean stand() {
    return legs.values().stream().anyMatch(LegTrack::stands);
  }

  /// Mutes or unmutes a leg; whether any that stands is muted then.
  boolean mute(String uniqueid, boolean now) {
    var leg = legs.get(uniqueid);
    if (leg != null) {
      leg.muted = now;
    }
    return legs.values().stream().anyMatch(one -> one.muted && one.stands());
  }

  /// Whether somebody is left on each side.
  boolean bothSidesStand() {
    return ofSide(Side.ORIGIN) != null && ofSide(Side.DESTINATION) != null;
  }

  boolean isEmpty() {
    return legs.isEmpty();
  }

  /// Those that stand, the origin's first.
  List<String> standing() {
    return legs.values().stream().filter(LegTrack::stands).map(LegTrack::uniqueid).toList();
  }

  /// A leg that stands, by side or by uniqueid; null when there is none. Of several on a side, one
  /// that takes part in the conversation.
  @Nullable Channel find(String which) {
    return switch (which) {
      case "origin" -> ofSide(Side.ORIGIN);
      case "destination" -> ofSide(Side.DESTINATION);
      default -> {
        var leg = legs.get(which);
        yield leg == null || !leg.stands() ? null : leg.channel();
      }
    };
  }

  private @Nullable Channel ofSide(Side side) {
    LegTrack best = null;
    for (var leg : legs.values()) {
      if (leg.side == side && leg.stands() && (best == null || (talks(leg) && !talks(best)))) {
        best = leg;
      }
    }
    return best == null ? null : best.channel();
  }

  private static boolean talks(LegTrack leg) {
    return leg.bridge != null;
  }

  /// Who shares a bridge with that leg, or null when it is alone or among several.
  @Nullable Channel peerOf(String uniqueid) {
    var company = companyOf(uniqueid);
    return company.size() == 1 ? company.getFirst().channel() : null;
  }

  @Nullable String conversationOf(String uniqueid) {
    return companyOf(uniqueid).stream().map(other -> other.bridge).findFirst().orElse(null);
  }

  private List<LegTrack> companyOf(String uniqueid) {
    var leg = legs.get(uniqueid);
    var bridge = leg == null ? null : leg.bridge;
    if (bridge == null) {
      return List.of();
    }
    return legs.values().stream()
        .filter(other -> other != leg && bridge.equals(other.bridge) && other.stands())
        .toList();
  }

  /// Notes which legs a list does not show, of those that it should.
  void compare(List<LiveChannel> shown, Instant now) {
    var up = shown.stream().map(live -> live.channel().uniqueid()).collect(Collectors.toSet());
    for (var leg : legs.values()) {
      if (leg.stands() && leg.missingSince == null && !up.contains(leg.uniqueid())) {
        leg.missingSince = now;
      }
    }
  }

  /// Gives up those that are missing since before then.
  void giveUp(Instant then) {
    for (var leg : legs.values()) {
      var missing = leg.missingSince;
      if (leg.stands() && missing != null && !missing.isAfter(then)) {
        leg.giveUp();
      }
    }
  }

  /// Takes over the legs of a conversation that is absorbed: they are the other side now.
  void absorb(Legs others) {
    others.legs.forEach((id, leg) -> {
      leg.side = Side.DESTINATION;
      legs.putIfAbsent(id, leg);
    });
    others.legs.clear();
  }

  /// Whether the two sides share a bridge: both talk.
  boolean sidesMeet() {
    return legs.values().stream()
        .filter(leg -> leg.side == Side.ORIGIN && leg.bridge != null)
        .anyMatch(this::meetsDestination);
  }

  private boolean meetsDestination(LegTrack origin) {
    return legs.values().stream()
        .anyMatch(leg -> leg.side == Side.DESTINATION && Objects.equals(leg.bridge, origin.bridge));
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

  /// All that are left, and of those that ended the latest: a caller in a queue may ring phones for
  /// hours.
  List<CallLeg> views() {
    var drop = Math.max(0, legs.size() - MOST_SHOWN);
    return legs.values().stream().filter(new Oldest(drop)).map(LegTrack::view).toList();
  }

  /// Leaves out so many legs that ended.
  private static final class Oldest implements Predicate<LegTrack> {

    private int drop;

    Oldest(int drop) {
      this.drop = drop;
    }

    @Override
    public boolean test(LegTrack leg) {
      if (drop > 0 && !leg.stands()) {
        drop--;
        return false;
      }
      return true;
    }
  }

  List<String> uniqueids() {
    return List.copyOf(legs.keySet());
  }
}
