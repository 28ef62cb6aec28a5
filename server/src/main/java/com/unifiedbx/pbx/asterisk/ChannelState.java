package com.unifiedbx.pbx.asterisk;

/// The states of a channel that matter to a call; Asterisk has some more.
public enum ChannelState {
  DOWN,
  /// The far end has been sent an invitation and has not yet reacted.
  DIALING,
  /// The far end rings.
  RINGING,
  UP,
  BUSY,
  OTHER;

  /// From Asterisk's `ChannelState` number. Ring (4) is a caller that hears ringing: it is `OTHER`
  /// here, for no phone of ours rings because of it.
  static ChannelState of(String number) {
    return switch (number) {
      case "0", "1" -> DOWN;
      case "3" -> DIALING;
      case "5" -> RINGING;
      case "6" -> UP;
      case "7" -> BUSY;
      default -> OTHER;
    };
  }
}
