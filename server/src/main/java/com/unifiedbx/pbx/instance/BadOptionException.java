package com.unifiedbx.pbx.instance;

/// A value that somebody gave can't be used. The sentence names the option and where the value came
/// from; the exit code is that of wrong usage.
public final class BadOptionException extends InstanceException {

  BadOptionException(String sentence) {
    super(sentence);
  }
}
