package com.unifiedbx.pbx.access;

/// Recognises the bearer of a token where no filter does it: for what stays connected after its
/// request was let in, and for tokens that come in by another way than a header.
public interface Bearers {

  /// Who bears that token at this moment, from memory as a rule.
  ///
  /// @param address where the bearer calls from
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAUTHENTICATED` for a token that is
  ///   unknown, revoked or expired; `FORBIDDEN` for an application that is disabled or an address
  ///   that is not on its list
  Caller identify(String token, String address);
}
