package com.unifiedbx.pbx.access;

/// Recognises who calls where no filter does it: for what stays connected after its request was let
/// in, for tokens that come in by another way than a header, and for links.
public interface Bearers {

  /// Who bears that token at this moment, from memory as a rule.
  ///
  /// @param address where the bearer calls from
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAUTHENTICATED` for a token that is
  ///   unknown, revoked or expired; `FORBIDDEN` for an application that is disabled or an address
  ///   that is not on its list
  Caller identify(String token, String address);

  /// The application as it may act at this moment, for what it left to be done without a token: a
  /// link that it was given.
  ///
  /// @param address where the link is used
  /// @throws com.unifiedbx.pbx.kernel.RefusedException as [#identify] does of an application
  Caller standIn(String applicationId, String address);
}
