package com.unifiedbx.pbx.admin.signin;

import com.unifiedbx.pbx.admin.session.Sessions;
import java.time.Instant;

/// How an attempt to sign in ended.
sealed interface SignInResult {

  /// The password was right; the session's stage says what is next.
  record Opened(Sessions.Opened session) implements SignInResult {}

  /// Name or password was wrong; which, is not said.
  record Refused() implements SignInResult {}

  /// Nobody is let in under that name, or from that address, until then, whatever the password.
  record Locked(Instant until) implements SignInResult {}
}
