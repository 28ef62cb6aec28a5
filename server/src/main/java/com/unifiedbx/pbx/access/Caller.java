package com.unifiedbx.pbx.access;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/// The application behind a request.
///
/// @param applicationId the id that never changes, also its `client_id`
/// @param applicationName for people: call records, audit
/// @param tokenId names the token in the audit log; not the token
/// @param scopes what the token allows, implied scopes included
public record Caller(
    String applicationId, String applicationName, String tokenId, Set<Scope> scopes) {

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /// The caller of the request that this thread serves.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAUTHENTICATED` when there is none
  public static Caller current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw Refusal.of(
            Refusal.Kind.UNAUTHENTICATED,
            "invalid_token",
            "Send an access token: Authorization: Bearer <token>.")
        .asException();
  }
}
