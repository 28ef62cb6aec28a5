package com.unifiedbx.pbx.instance;

/// Something on this machine stands in the way. The message is one sentence for the person at the
/// keyboard: what is wrong and what to do; it never carries a secret.
public class InstanceException extends RuntimeException {

  public InstanceException(String sentence) {
    super(sentence);
  }

  public InstanceException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
