package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Reads AMI events into [ChannelEvent]s. For one thread: it remembers the last time stamp.
final class EventParser {

  private final Stamps stamps;

  EventParser(InstantSource clock) {
    this.stamps = new Stamps(clock);
  }

  /// The event, or null when it is none of those that calls are made of.
  @Nullable ChannelEvent parse(AmiMessage m) {
    return switch (m.name()) {
      case "Newchannel" -> new ChannelEvent.Created(at(m), channel(m, ""));
      case "Newstate" -> new ChannelEvent.StateChanged(at(m), channel(m, ""));
      case "DialBegin" -> new ChannelEvent.DialBegun(at(m), m.get("Uniqueid"), channel(m, "Dest"));
      case "DialState" ->
          new ChannelEvent.DialProgressed(
              at(m), m.get("Uniqueid"), channel(m, "Dest"), m.get("DialStatus", ""));
      case "DialEnd" ->
          new ChannelEvent.DialEnded(
              at(m), m.get("Uniqueid"), channel(m, "Dest"), m.get("DialStatus", ""));
      case "Newexten" ->
          new ChannelEvent.ApplicationRuns(at(m), channel(m, ""), m.get("Application", ""));
      case "BridgeEnter" ->
          new ChannelEvent.BridgeEntered(at(m), channel(m, ""), m.get("BridgeUniqueid", ""));
      case "BridgeLeave" ->
          new ChannelEvent.BridgeLeft(at(m), channel(m, ""), m.get("BridgeUniqueid", ""));
      case "Hangup" -> new ChannelEvent.HungUp(at(m), channel(m, ""), cause(m));
      case "OriginateResponse" -> originated(m);
      default -> feature(m);
    };
  }

  /// What happens to a call that stands already.
  private @Nullable ChannelEvent feature(AmiMessage m) {
    return switch (m.name()) {
      case "Hold" -> new ChannelEvent.HoldChanged(at(m), channel(m, ""), true);
      case "Unhold" -> new ChannelEvent.HoldChanged(at(m), channel(m, ""), false);
      case "MixMonitorStart" -> new ChannelEvent.RecordingChanged(at(m), channel(m, ""), true);
      case "MixMonitorStop" -> new ChannelEvent.RecordingChanged(at(m), channel(m, ""), false);
      case "ParkedCall" -> parked(m);
      case "UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp" ->
          new ChannelEvent.Unparked(at(m), channel(m, "Parkee"), m.get("RetrieverUniqueid"));
      case "BlindTransfer" -> blindTransferred(m);
      case "AttendedTransfer" -> attendedTransferred(m);
      case "Pickup" ->
          new ChannelEvent.PickedUp(at(m), channel(m, ""), m.get("TargetUniqueid", ""));
      default -> null;
    };
  }

  private ChannelEvent parked(AmiMessage m) {
    return new ChannelEvent.Parked(
        at(m),
        channel(m, "Parkee"),
        m.get("Parkinglot", ""),
        m.get("ParkingSpace", ""),
        Duration.ofSeconds(number(m.get("ParkingTimeout", ""))));
  }

  private @Nullable ChannelEvent blindTransferred(AmiMessage m) {
    return m.get("Result", "").equals("Success")
        ? new ChannelEvent.BlindTransferred(
            at(m), channel(m, "Transferer"), m.get("Extension", ""), m.get("Context", ""))
        : null;
  }

  private @Nullable ChannelEvent attendedTransferred(AmiMessage m) {
    return m.get("Result", "").equals("Success")
        ? new ChannelEvent.AttendedTransferred(
            at(m), m.get("OrigTransfererUniqueid", ""), m.get("SecondTransfererUniqueid", ""))
        : null;
  }

  private @Nullable ChannelEvent originated(AmiMessage m) {
    var id = m.get("ActionID");
    if (id == null) {
      return null;
    }
    return new ChannelEvent.Originated(
        at(m), id, m.get("Response", "").equals("Success"), number(m.get("Reason", "")));
  }

  /// A channel of a list; lists carry no time stamps.
  static LiveChannel live(AmiMessage m) {
    var bridge = m.get("BridgeId", "");
    return new LiveChannel(
        channel(m, ""), bridge.isEmpty() ? null : bridge, age(m.get("Duration", "")));
  }

  /// `hh:mm:ss`, hours without end.
  private static Duration age(String text) {
    var age = Duration.ZERO;
    for (var part : text.split(":", -1)) {
      age = age.multipliedBy(60).plusSeconds(number(part));
    }
    return age;
  }

  private static Channel channel(AmiMessage m, String prefix) {
    return new Channel(
        m.get(prefix + "Uniqueid", ""),
        m.get(prefix + "Linkedid", ""),
        m.get(prefix + "Channel", ""),
        ChannelState.of(m.get(prefix + "ChannelState", "")),
        known(m.get(prefix + "CallerIDNum", "")),
        known(m.get(prefix + "CallerIDName", "")),
        m.get(prefix + "Context", ""),
        m.get(prefix + "Exten", ""));
  }

  private static String known(String text) {
    return text.equals("<unknown>") ? "" : text;
  }

  private static HangupCause cause(AmiMessage m) {
    var sip = sipStatus(m.get("TechCause", ""));
    return new HangupCause(number(m.get("Cause", "")), sip, m.get("Cause-txt", ""));
  }

  /// `486`, or `SIP 486 Busy Here` as some versions write it.
  private static @Nullable Integer sipStatus(String text) {
    var digits = text.startsWith("SIP ") ? text.substring(4) : text;
    var status = number(digits.length() > 3 ? digits.substring(0, 3) : digits);
    return status >= 300 && status < 700 ? status : null;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException absentOrOdd) {
      return 0;
    }
  }

  private Instant at(AmiMessage m) {
    return stamps.at(m);
  }
}
