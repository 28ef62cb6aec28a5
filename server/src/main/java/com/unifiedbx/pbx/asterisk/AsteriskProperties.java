package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiFilter;
import com.unifiedbx.ami.AmiSettings;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.asterisk.*`: where Asterisk is and who we are there.
///
/// @param host address of the manager interface; keep it on loopback or in a tunnel
/// @param port of the manager interface
/// @param user account in manager.conf; needs the classes system, call, originate, agent, reporting
///   and user
/// @param secret of the account; without one no link is opened (a test without Asterisk)
/// @param replyTimeout how long a command may wait for its answer; Asterisk normally takes less
///   than a millisecond
@ConfigurationProperties("pbx.asterisk")
record AsteriskProperties(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("5038") int port,
    @DefaultValue("pbx") String user,
    @Nullable String secret,
    @DefaultValue("5s") Duration replyTimeout) {

  /// The events that [EventParser], [ContactWatch], [AmiMailboxes] and [AmiEndpoints] read; all
  /// others stay in Asterisk.
  private static final String[] EVENTS = {
    "FullyBooted",
    "Shutdown",
    "Newchannel",
    "Newstate",
    "DialBegin",
    "DialState",
    "DialEnd",
    "BridgeEnter",
    "BridgeLeave",
    "Hold",
    "Unhold",
    "Hangup",
    "OriginateResponse",
    "ContactStatus",
    "DeviceStateChange",
    "MessageWaiting",
    "MixMonitorStart",
    "MixMonitorStop",
    "ParkedCall",
    "UnParkedCall",
    "ParkedCallTimeOut",
    "ParkedCallGiveUp",
    "BlindTransfer",
    "AttendedTransfer",
    "Pickup"
  };

  /// Of the steps of the dialplan, only those that give a caller something to talk to.
  private static final String[] SERVING = {
    "Echo",
    "VoiceMail",
    "VoiceMailMain",
    "ConfBridge",
    "MusicOnHold",
    "Milliwatt",
    "Record",
    "Directory",
    "ChanSpy"
  };

  /// While it boots, Asterisk takes logins before it knows its users and refuses them all, so a
  /// refusal may mend at once.
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  AmiSettings settings(String withSecret) {
    var usual = AmiSettings.of(new AmiSettings.Login(host, port, user, withSecret));
    var patience = usual.timeouts();
    return usual
        .filters(
            Stream.concat(
                    Stream.of(EVENTS).map(AmiFilter::include),
                    Stream.of(SERVING).map(AsteriskProperties::step))
                .toList())
        .timeouts(
            new AmiSettings.Timeouts(
                patience.connect(),
                replyTimeout,
                patience.list(),
                patience.boot(),
                patience.ping()))
        .retry(
            new AmiSettings.Retry(usual.retry().first(), usual.retry().longest(), AFTER_REFUSAL));
  }

  private static AmiFilter step(String application) {
    return new AmiFilter(
        "action(include),name(Newexten),header(Application),method(exact)", application);
  }

  @Override
  public String toString() {
    return "AsteriskProperties[" + user + '@' + host + ':' + port + ']';
  }
}
