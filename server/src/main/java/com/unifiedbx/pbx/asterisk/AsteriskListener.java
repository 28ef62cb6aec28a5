package com.unifiedbx.pbx.asterisk;

/// Hears what Asterisk does. All methods of all listeners run one after the other on one thread, in
/// the order of the events: return soon, and do what waits elsewhere.
public interface AsteriskListener {

  /// The link is up and Asterisk is fully booted. Also called when events were lost (the queue ran
  /// over): in both cases, what the listener believes has to be compared with
  /// [Asterisk#liveChannels].
  void resynchronise();

  /// The link is gone; Asterisk may or may not be.
  void linkLost(String reason);

  void onEvent(ChannelEvent event);
}
