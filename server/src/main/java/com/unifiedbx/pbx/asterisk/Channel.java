package com.unifiedbx.pbx.asterisk;

/// One leg of a call as Asterisk shows it in an event.
///
/// @param uniqueid Asterisk's id; for a channel that we originated, the id that we chose
/// @param linkedid the uniqueid of the first channel of the conversation
/// @param name `PJSIP/1001-00000007`
/// @param number what this party dials from, or empty
/// @param displayName the name that goes with it, or empty
/// @param context where in the dialplan it is
/// @param exten where in the dialplan it is
public record Channel(
    String uniqueid,
    String linkedid,
    String name,
    ChannelState state,
    String number,
    String displayName,
    String context,
    String exten) {

  /// `PJSIP/1001` of `PJSIP/1001-00000007`: whom this leg belongs to.
  public String endpoint() {
    var dash = name.lastIndexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  /// Whether somebody outside is at its other end, over a trunk.
  public boolean isTrunk() {
    return name.startsWith("PJSIP/trunk-");
  }
}
