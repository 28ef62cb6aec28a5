package com.unifiedbx.pbx.instance.options;

import com.unifiedbx.pbx.instance.InstanceException;

/// A value that somebody gave can't be used. The sentence names the option and where the value came
/// from; the exit code is that of wrong usage.
public final class BadOptionException extends InstanceException {

  public BadOptionException(String sentence) {
    super(sentence);
  }
}
