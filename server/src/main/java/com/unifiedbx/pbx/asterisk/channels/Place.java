package com.unifiedbx.pbx.asterisk.channels;

/// Where in the dialplan a channel goes on; checked by whoever names it, for Asterisk hangs up what
/// it sends nowhere.
public record Place(String context, String exten) {}
