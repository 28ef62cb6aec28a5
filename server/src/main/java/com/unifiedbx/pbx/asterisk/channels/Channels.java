package com.unifiedbx.pbx.asterisk.channels;

import com.unifiedbx.pbx.asterisk.Channel;

/// Commands to channels that are up.
///
/// Every method waits for Asterisk's reply and throws [com.unifiedbx.pbx.kernel.RefusedException]
/// `UNAVAILABLE` when Asterisk is away. Safe on any thread but the listeners' own; never call one
/// inside a database transaction. A verdict that it is done is the truth for a transfer, a bridge
/// and a recording; for the others it says that the channel exists: wait for the event.
public interface Channels {

  /// Sends whom `asking` talks to on to `there`; `asking` leaves. Only in a bridge.
  Verdict transfer(Channel asking, Place there);

  /// Takes a channel out of whatever it does.
  Verdict redirect(Channel channel, Place there);

  /// Takes two channels out of the bridge that they share, without either being hung up.
  Verdict part(Channel first, Place there, Channel second, Place elsewhere);

  /// Joins two channels, whatever they do now.
  Verdict bridge(Channel first, Channel second);

  /// Whether the others hear that channel.
  Verdict mute(Channel channel, boolean muted);

  /// As if the phone of that channel had pressed a key.
  Verdict press(Channel channel, char digit);

  /// Records into a file below the directory of recordings; appends when it exists.
  Verdict record(Channel channel, String file);

  Verdict stopRecording(Channel channel);

  /// Puts a channel into a parking space; when its time is over, `returnTo` is called.
  Verdict park(Channel channel, Channel returnTo);

  /// Plays a sound to a channel over what it hears, and to its peer as well if `both`. Asterisk's
  /// verdict comes as [com.unifiedbx.pbx.asterisk.ChannelEvent.Originated] of that id.
  ///
  /// @param id of the channel that plays; unguessable and never reused
  /// @param sound a name that is known to be plain
  Verdict play(String id, Channel target, String sound, boolean both);
}
