package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Reachability;
import com.unifiedbx.pbx.calls.OriginateRequest.CallerId;
import com.unifiedbx.pbx.calls.OriginateRequest.Origin;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Refusal.Kind;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out before anything rings whether a call can work, for Asterisk itself would accept it and
/// fail, or ring the origin for nothing.
final class Preflight {

  /// A number of North America without the 1 before it.
  private static final Pattern TEN_DIGITS = Pattern.compile("[2-9]\\d\\d[2-9]\\d{6}");

  private final Asterisk asterisk;
  private final KnownExtensions extensions;
  private final CallsProperties properties;
  private final Pattern internalNumber;

  Preflight(Asterisk asterisk, KnownExtensions extensions, CallsProperties properties) {
    this.asterisk = asterisk;
    this.extensions = extensions;
    this.properties = properties;
    this.internalNumber = Pattern.compile(properties.extensionPattern());
  }

  KnownExtensions extensions() {
    return extensions;
  }

  /// How the call will be made.
  ///
  /// @param channel what Asterisk is told to ring
  /// @param rings the phones behind it
  /// @param callerId in the name of the origin unless the request says otherwise
  record Clearance(String channel, List<String> rings, Call.From from, CallerId callerId) {}

  /// @throws com.unifiedbx.pbx.kernel.RefusedException when the call can't work as far as can be
  ///   known
  Clearance check(OriginateRequest request) {
    var clearance =
        switch (request.channel()) {
          case Origin.Endpoint endpoint -> endpoint(endpoint, request);
          case Origin.Outside outside -> outside(outside, request);
        };
    if (request.target() instanceof Target.Dialplan destination) {
      checkDestination(destination);
    }
    return clearance;
  }

  private Clearance endpoint(Origin.Endpoint origin, OriginateRequest request) {
    var name = origin.name();
    if (name.startsWith("trunk-")) {
      throw unknown(name);
    }
    return switch (asterisk.reachability(name)) {
      case Reachability.Unknown _ -> throw unknown(name);
      case Reachability.Unregistered _ ->
          throw Refusal.conflict("unregistered", "No phone is registered for " + name + ".")
              .onField("channel")
              .asException();
      case Reachability.Reachable(var contacts) -> {
        var own = ownCallerId(name);
        var from = new Call.From("PJSIP/" + name, own.number(), own.name());
        var shown = request.callerId() == null ? own : request.callerId();
        var all = origin.allPhones() && contacts.size() > 1 && ringsAll(name);
        var channel =
            all ? "Local/" + name + "@" + properties.ringAllContext() + "/n" : "PJSIP/" + name;
        yield new Clearance(channel, all ? contacts : contacts.subList(0, 1), from, shown);
      }
    };
  }

  private boolean ringsAll(String name) {
    return asterisk.isInDialplan(properties.ringAllContext(), name, 1);
  }

  private static RefusedException unknown(String name) {
    var message = "There is no extension or endpoint " + name + ".";
    return Refusal.of(Kind.BAD_VALUE, "unknown_endpoint", message).onField("channel").asException();
  }

  private Clearance outside(Origin.Outside outside, OriginateRequest request) {
    if (asterisk.reachability(outside.trunk()) instanceof Reachability.Unknown) {
      throw unknown(outside.trunk());
    }
    var channel = "PJSIP/" + outside.number() + "@" + outside.trunk();
    var from = new Call.From(channel, outside.number(), "");
    var own = new CallerId("", outside.number());
    return new Clearance(
        channel, List.of(channel), from, request.callerId() == null ? own : request.callerId());
  }

  /// The caller id that the origin shows when it calls by itself.
  private CallerId ownCallerId(String name) {
    var configured = asterisk.callerId(name);
    var parsed = configured == null ? null : OriginateParser.parseCallerId(configured);
    return parsed == null ? new CallerId("", name) : parsed;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException when calls may not enter the dialplan there,
  ///   or nothing is there
  void checkEntrance(Target.Dialplan destination) {
    if (!properties.contexts().contains(destination.context())) {
      throw OriginateParser.otherContext(properties);
    }
    checkDestination(destination);
  }

  private void checkDestination(Target.Dialplan destination) {
    var exten = destination.exten();
    var there =
        asterisk.isInDialplan(destination.context(), exten, destination.priority())
            && (!internalNumber.matcher(exten).matches() || leadsSomewhere(exten));
    if (!there) {
      throw destinationMissing(destination);
    }
  }

  private boolean leadsSomewhere(String number) {
    return extensions.isTaken(number)
        || properties.furtherContexts().stream()
            .anyMatch(context -> asterisk.isInDialplan(context, number, 1));
  }

  /// Where the dialplan will find the target, which has been checked.
  DryRun.@Nullable Route route(Target target) {
    if (!(target instanceof Target.Dialplan(var context, var exten, var _))) {
      return null;
    }
    for (var part : List.of("parkedcalls", "features")) {
      if (asterisk.isInDialplan(part, exten, 1)) {
        return new DryRun.Route(part, exten, null);
      }
    }
    if (extensions.isTaken(exten)) {
      return new DryRun.Route("internal-ext", exten, null);
    }
    return asterisk.isInDialplan("outbound", exten, 1)
        ? new DryRun.Route("outbound", outside(exten), asterisk.outboundTrunk())
        : new DryRun.Route(context, exten, null);
  }

  /// As the dialplan dials it.
  private static String outside(String number) {
    return TEN_DIGITS.matcher(number).matches() ? "1" + number : number;
  }

  static RefusedException destinationMissing(Target.Dialplan destination) {
    var message = destination.exten() + " can't be reached from " + destination.context() + ".";
    return Refusal.of(Kind.BAD_VALUE, "destination_missing", message)
        .onField("exten")
        .asException();
  }
}
