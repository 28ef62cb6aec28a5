package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.ami.AmiStatus;
import com.unifiedbx.ami.AmiUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// [Asterisk] over AMI.
@Component
class AmiAsterisk implements Asterisk {

  /// What may stand in the argument of a dialplan function: nothing that could end it.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.*#+-]{1,80}");

  private final AmiLink link;

  AmiAsterisk(AmiLink link) {
    this.link = link;
  }

  @Override
  public void listen(AsteriskListener listener) {
    link.listen(new ListenerAdapter(listener));
  }

  @Override
  public AsteriskStatus status() {
    var status = link.status();
    if (status == null) {
      return new AsteriskStatus(
          false, null, Instant.EPOCH, "No Asterisk is configured.", null, 0, 0);
    }
    var load = status.load().roundTrip();
    return new AsteriskStatus(
        status.state() == AmiStatus.State.UP,
        status.asteriskVersion(),
        status.since(),
        status.connected() ? null : status.text(),
        load.isZero() ? null : load,
        status.counters().reconnects(),
        status.counters().overflows());
  }

  @Override
  public OriginateReply originate(OriginateCommand command) {
    try {
      return switch (link.sendOrThrow(OriginateEncoding.action(command))) {
        case AmiReply.Success _ -> new OriginateReply.Accepted();
        case AmiReply.Failure failure -> new OriginateReply.Refused(failure.text());
      };
    } catch (AmiUnavailableException away) {
      if (away.sent()) {
        return new OriginateReply.Unknown();
      }
      throw AmiLink.unavailable();
    }
  }

  @Override
  public boolean hangUp(String channel, int cause) {
    return succeeds(
        AmiAction.of("Hangup").with("Channel", channel).with("Cause", Integer.toString(cause)));
  }

  @Override
  public boolean limit(String channel, Duration remaining) {
    return succeeds(
        AmiAction.of("AbsoluteTimeout")
            .with("Channel", channel)
            .with("Timeout", Long.toString(remaining.toSeconds())));
  }

  private boolean succeeds(AmiAction action) {
    return link.send(action) instanceof AmiReply.Success;
  }

  @Override
  public Reachability reachability(String endpoint) {
    var contacts = contacts(endpoint);
    if (!contacts.isEmpty()) {
      return new Reachability.Reachable(contacts);
    }
    // Not DEVICE_STATE: Asterisk remembers the state of an endpoint that has been deleted.
    return ask("PJSIP_ENDPOINT(" + plain(endpoint) + ",aors)").isEmpty()
        ? new Reachability.Unknown()
        : new Reachability.Unregistered();
  }

  List<String> contacts(String endpoint) {
    var contacts = ask("PJSIP_DIAL_CONTACTS(" + plain(endpoint) + ")");
    return contacts.isEmpty() ? List.of() : List.of(contacts.split("&"));
  }

  @Override
  public @Nullable String callerId(String endpoint) {
    var callerId = ask("PJSIP_ENDPOINT(" + plain(endpoint) + ",callerid)");
    return callerId.isEmpty() || callerId.contains("unknown") ? null : callerId;
  }

  @Override
  public boolean isInDialplan(String context, String exten, int priority) {
    var place = plain(context) + "," + plain(exten) + "," + priority;
    return ask("DIALPLAN_EXISTS(" + place + ")").equals("1");
  }

  @Override
  public @Nullable String outboundTrunk() {
    var trunk = ask("REALTIME_FIELD(outbound,route,default,endpoint)");
    return trunk.isEmpty() ? null : trunk;
  }

  private String ask(String function) {
    var reply = link.send(AmiAction.of("Getvar").with("Variable", function));
    return reply.message().get("Value", "").strip();
  }

  private static String plain(String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a plain name of Asterisk.");
    }
    return name;
  }

  @Override
  public List<LiveChannel> liveChannels() {
    return link.list(AmiAction.of("CoreShowChannels"), AmiList.CHANNELS).stream()
        .map(EventParser::live)
        .toList();
  }
}
