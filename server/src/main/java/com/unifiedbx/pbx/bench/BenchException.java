package com.unifiedbx.pbx.bench;

/// A measurement that can't be made, with the reason in a sentence.
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }

  public BenchException(String message) {
    super(message);
  }
}
