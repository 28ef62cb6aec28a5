package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Refusal;
import org.springframework.security.core.AuthenticationException;

/// A bearer that was not let in, with the reason to tell.
final class BearerFailure extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  BearerFailure(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  static BearerFailure unauthenticated(String message) {
    return new BearerFailure(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "invalid_token", message));
  }

  static BearerFailure forbidden(String code, String message) {
    return new BearerFailure(Refusal.of(Refusal.Kind.FORBIDDEN, code, message));
  }

  Refusal refusal() {
    return refusal;
  }
}
