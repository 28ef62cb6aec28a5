package com.unifiedbx.pbx.calls;

/// One channel of a call.
///
/// @param state `down`, `dialing`, `ringing`, `up`, `busy`, `other`, or `ended`
public record CallLeg(String uniqueid, String channel, String endpoint, String state) {

  CallLeg ended() {
    return new CallLeg(uniqueid, channel, endpoint, "ended");
  }
}
