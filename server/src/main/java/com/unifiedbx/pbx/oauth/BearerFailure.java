package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/// A bearer that was not let in, with the reason to tell.
final class BearerFailure extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;
  private final transient @Nullable Application application;
  private final String freepbxHint;

  private BearerFailure(Refusal refusal, @Nullable Application application, String freepbxHint) {
    super(refusal.message());
    this.refusal = refusal;
    this.application = application;
    this.freepbxHint = freepbxHint;
  }

  static BearerFailure unauthenticated(
      String message, @Nullable Application application, String freepbxHint) {
    return new BearerFailure(
        Refusal.of(Refusal.Kind.UNAUTHENTICATED, "invalid_token", message),
        application,
        freepbxHint);
  }

  static BearerFailure forbidden(Application application, String code, String message) {
    return new BearerFailure(
        Refusal.of(Refusal.Kind.FORBIDDEN, code, message),
        application,
        "Access token could not be verified");
  }

  static BearerFailure limited(Refusal refusal) {
    return new BearerFailure(refusal, null, "");
  }

  Refusal refusal() {
    return refusal;
  }

  /// Whose token it is, if that is known.
  @Nullable Application application() {
    return application;
  }

  /// What FreePBX calls it.
  String freepbxHint() {
    return freepbxHint;
  }

  /// An answer, not a fault: nobody reads its stack.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
