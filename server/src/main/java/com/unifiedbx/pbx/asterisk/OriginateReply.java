package com.unifiedbx.pbx.asterisk;

/// What Asterisk said at once; the verdict comes later as [ChannelEvent.Originated].
public sealed interface OriginateReply {

  /// Queued. Not yet a call: it may still fail without a channel.
  record Accepted() implements OriginateReply {}

  /// Refused before anything rang.
  ///
  /// @param text Asterisk's sentence, for the log
  record Refused(String text) implements OriginateReply {

    /// The place in the dialplan does not exist (any more).
    public boolean destinationMissing() {
      return text.contains("xtension does not exist");
    }
  }

  /// The link broke before the reply: the call may or may not exist. Events and resynchronisation
  /// will tell.
  record Unknown() implements OriginateReply {}
}
