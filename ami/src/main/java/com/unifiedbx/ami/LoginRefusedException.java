package com.unifiedbx.ami;

import java.io.IOException;
import java.io.Serial;

/// Asterisk knows us not: trying again soon would only fill its security log.
final class LoginRefusedException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  LoginRefusedException(String user, String text) {
    super("Asterisk refuses the login of " + user + ": " + text);
  }
}
