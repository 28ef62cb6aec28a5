package com.unifiedbx.pbx.bench;

/// A measurement that can't be made, with the reason in a sentence.
final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }

  BenchException(String message) {
    super(message);
  }
}
