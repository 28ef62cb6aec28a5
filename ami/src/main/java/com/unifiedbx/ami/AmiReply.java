package com.unifiedbx.ami;

/// What Asterisk answered to one action. That it did not answer is an [AmiUnavailableException].
public sealed interface AmiReply {

  /// The whole packet.
  AmiMessage message();

  /// Asterisk's own words, trimmed; empty if there are none.
  String text();

  /// Any response that is not an error. A few actions (the voicemail ones) fail inside a success:
  /// their senders compare [#text()].
  record Success(AmiMessage message) implements AmiReply {
    @Override
    public String text() {
      return message.text();
    }
  }

  /// `Response: Error`.
  record Failure(String text, AmiMessage message) implements AmiReply {}
}
