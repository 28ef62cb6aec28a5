package com.unifiedbx.pbx.cdr.journal;

/// A record whose values make no sense. The message goes beside the bytes into `cdr_unreadable`.
final class UnreadableCdrException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableCdrException(String message) {
    super(message, null, false, false);
  }
}
