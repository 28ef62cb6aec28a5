package com.unifiedbx.ami;

import java.io.Serial;

/// Asterisk answered a list with an error that does not mean "empty", such as "Permission denied".
public final class AmiRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public AmiRefusedException(String action, String text) {
    super("Asterisk refused " + action + ": " + text);
  }
}
