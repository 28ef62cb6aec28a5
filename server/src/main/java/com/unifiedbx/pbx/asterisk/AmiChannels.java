package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.asterisk.channels.Verdict;
import org.springframework.stereotype.Component;

/// [Channels] over AMI. Channels are named by their names: two of the commands know no uniqueids.
@Component
class AmiChannels implements Channels {

  private static final String CHANNEL = "Channel";
  private static final String PRESS_MILLIS = "120";

  private final AmiLink link;

  AmiChannels(AmiLink link) {
    this.link = link;
  }

  @Override
  public Verdict transfer(Channel asking, Place there) {
    return send(
        AmiAction.of("BlindTransfer")
            .with(CHANNEL, asking.name())
            .with("Context", there.context())
            .with("Exten", there.exten()));
  }

  @Override
  public Verdict redirect(Channel channel, Place there) {
    return send(sending(channel, there));
  }

  @Override
  public Verdict part(Channel first, Place there, Channel second, Place elsewhere) {
    return send(
        sending(first, there)
            .with("ExtraChannel", second.name())
            .with("ExtraContext", elsewhere.context())
            .with("ExtraExten", elsewhere.exten())
            .with("ExtraPriority", "1"));
  }

  private static AmiAction sending(Channel channel, Place there) {
    return AmiAction.of("Redirect")
        .with(CHANNEL, channel.name())
        .with("Context", there.context())
        .with("Exten", there.exten())
        .with("Priority", "1");
  }

  @Override
  public Verdict bridge(Channel first, Channel second) {
    return send(
        AmiAction.of("Bridge")
            .with("Channel1", first.name())
            .with("Channel2", second.name())
            .with("Tone", "no"));
  }

  @Override
  public Verdict mute(Channel channel, boolean muted) {
    return send(
        AmiAction.of("MuteAudio")
            .with(CHANNEL, channel.name())
            .with("Direction", "in")
            .with("State", muted ? "on" : "off"));
  }

  @Override
  public Verdict press(Channel channel, char digit) {
    return send(
        AmiAction.of("PlayDTMF")
            .with(CHANNEL, channel.name())
            .with("Digit", String.valueOf(digit))
            .with("Duration", PRESS_MILLIS)
            .with("Receive", "true"));
  }

  @Override
  public Verdict record(Channel channel, String file) {
    return send(
        AmiAction.of("MixMonitor")
            .with(CHANNEL, channel.name())
            .with("File", file)
            .with("Options", "a"));
  }

  @Override
  public Verdict stopRecording(Channel channel) {
    return send(AmiAction.of("StopMixMonitor").with(CHANNEL, channel.name()));
  }

  @Override
  public Verdict park(Channel channel, Channel returnTo) {
    return send(
        AmiAction.of("Park").with(CHANNEL, channel.name()).with("TimeoutChannel", returnTo.name()));
  }

  /// `u`: by uniqueid; `q`: without a beep; `E`, `S`: to the end of the leg and no longer.
  @Override
  public Verdict play(String id, Channel target, String sound, boolean both) {
    return send(
        AmiAction.of("Originate")
            .with("ActionID", id)
            .with("Async", "true")
            .with("ChannelId", id)
            .with("OtherChannelId", id + "-b")
            .with(CHANNEL, "Local/play@pbx-prompt/n")
            .with("Application", "ChanSpy")
            .with("Data", target.uniqueid() + (both ? ",uqESB" : ",uqESW"))
            .with("Variable", "CDR_PROP(disable)=1")
            .with("Variable", "__PROMPT=" + sound));
  }

  private Verdict send(AmiAction action) {
    return switch (link.send(action)) {
      case AmiReply.Success success -> new Verdict(true, success.text());
      case AmiReply.Failure failure -> new Verdict(false, failure.text());
    };
  }
}
