package com.unifiedbx.pbx.asterisk.endpoints;

/// How many voicemail messages wait.
///
/// @param unheard new ones, urgent ones included
/// @param heard those that were listened to and kept
public record MessageCount(int unheard, int heard) {

  public static final MessageCount NONE = new MessageCount(0, 0);
}
