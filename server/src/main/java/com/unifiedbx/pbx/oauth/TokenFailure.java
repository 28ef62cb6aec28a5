package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Secret;
import com.unifiedbx.pbx.ratelimit.Charge;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// A request to a token endpoint that was refused, with the reason to tell.
final class TokenFailure extends OAuth2AuthenticationException {

  private static final long serialVersionUID = 1;

  private final @Nullable String subject;
  private final transient @Nullable Charge charge;

  private TokenFailure(
      String code, String message, @Nullable String subject, @Nullable Charge charge) {
    super(new OAuth2Error(code, Secret.masked(message), null), Secret.masked(message));
    this.subject = subject == null ? null : Secret.masked(subject);
    this.charge = charge;
  }

  static TokenFailure of(String code, String message) {
    return new TokenFailure(code, message, null, null);
  }

  /// @param parameter the one at fault
  static TokenFailure invalidRequest(String parameter, String message) {
    return new TokenFailure(OAuth2ErrorCodes.INVALID_REQUEST, message, parameter, null);
  }

  static TokenFailure invalidClient(String message) {
    return of(OAuth2ErrorCodes.INVALID_CLIENT, message);
  }

  static TokenFailure invalidScope(String scope, String message) {
    return new TokenFailure(OAuth2ErrorCodes.INVALID_SCOPE, message, scope, null);
  }

  static TokenFailure limited(Charge charge, String message) {
    return new TokenFailure("rate_limited", message, null, charge);
  }

  /// The parameter or the scope at fault, if one is.
  @Nullable String subject() {
    return subject;
  }

  /// The limit that was reached, if one was.
  @Nullable Charge charge() {
    return charge;
  }

  /// An answer, not a fault: nobody reads its stack.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
