package com.unifiedbx.pbx.access;

import org.jspecify.annotations.Nullable;

/// Something that matters to security and is no change of an object: a token issued, a client that
/// was not let in. The room that sees it publishes it with Spring's `ApplicationEventPublisher`,
/// and `audit` writes its line, a moment later and without keeping the request waiting.
///
/// Nothing in it may be a secret, or unchecked text from a caller: whoever mixes up two fields of a
/// form sends a secret as a client id.
///
/// @param operation `token.issue`, `token.revoke`, `bearer.check`
/// @param object `application:app_…`, `token:…`
/// @param error the code of the refusal, null when it was done
/// @param by who it was, null when that is not known
/// @param address from where, a literal
/// @param details becomes JSON, like [com.unifiedbx.pbx.kernel.Audited#after]
public record SecurityEvent(
    String operation,
    String object,
    @Nullable String error,
    @Nullable Caller by,
    String address,
    @Nullable Object details) {

  public static SecurityEvent done(String operation, String object, Caller by) {
    return new SecurityEvent(operation, object, null, by, by.address(), null);
  }

  /// Of somebody who did not prove to be anybody.
  public static SecurityEvent refused(
      String operation, String object, String error, String address) {
    return new SecurityEvent(operation, object, error, null, address, null);
  }
}
