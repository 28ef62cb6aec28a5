package com.unifiedbx.ami;

import java.io.Serial;

/// Asterisk could not be asked, or did not answer in time.
///
/// The message is a sentence without secrets or header values.
public final class AmiUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final boolean sent;

  private AmiUnavailableException(String message, boolean sent) {
    super(message);
    this.sent = sent;
  }

  /// True if the action may have reached Asterisk and may have been carried out; false if it
  /// certainly was not, so that asking again is safe.
  public boolean sent() {
    return sent;
  }

  /// Refused before anything was sent.
  public static AmiUnavailableException unsent(String message) {
    return new AmiUnavailableException(message, false);
  }

  /// Handed to the link, answer unknown.
  public static AmiUnavailableException unanswered(String message) {
    return new AmiUnavailableException(message, true);
  }
}
