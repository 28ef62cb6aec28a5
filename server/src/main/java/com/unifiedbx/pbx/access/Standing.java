package com.unifiedbx.pbx.access;

import com.unifiedbx.pbx.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/// The credentials behind a connection that outlives its request. Whoever keeps one open asks again
/// twice a second, so that a revoked token, a disabled application or an address taken off the list
/// ends it within that time, on every node.
///
/// @param token never shown
public record Standing(Bearers bearers, String token, String address) {

  private static final String SCHEME = "Bearer ";

  /// From the value of an `Authorization` header.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAUTHENTICATED` when it is no bearer's
  public static Standing of(Bearers bearers, @Nullable String authorization, String address) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Refusal.of(
              Refusal.Kind.UNAUTHENTICATED,
              "missing_token",
              "Send an access token: Authorization: Bearer <token>.")
          .asException();
    }
    return new Standing(bearers, authorization.substring(SCHEME.length()).strip(), address);
  }

  /// The caller as of now, with the scopes as of now.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException when there is none any more
  public Caller caller() {
    return bearers.identify(token, address);
  }

  @Override
  public String toString() {
    return "Standing[" + address + ']';
  }
}
