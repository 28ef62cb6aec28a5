package com.unifiedbx.pbx.asterisk.channels;

/// What Asterisk said to a command.
///
/// @param done whether it took it; what that is worth stands with each command
/// @param text in its own words
public record Verdict(boolean done, String text) {}
