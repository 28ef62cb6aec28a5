package com.unifiedbx.pbx.access;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/// The application behind a request, or the person at the console.
///
/// @param applicationId the id that never changes, also its `client_id`; `admin:<name>` for a
///   person
/// @param applicationName for people: call records, audit
/// @param tokenId names the token, or the person's session, in the audit log; not the token
/// @param scopes what the token allows, implied scopes included
/// @param address from where this request came, a literal; empty when unknown
/// @param terms everything else that the request path has to know of the application
public record Caller(
    String applicationId,
    String applicationName,
    String tokenId,
    Set<Scope> scopes,
    String address,
    Terms terms) {

  private static final String ADMINISTRATOR = "admin:";

  /// A caller from nowhere, on the terms that hold when nothing is said.
  public Caller(String applicationId, String applicationName, String tokenId, Set<Scope> scopes) {
    this(applicationId, applicationName, tokenId, scopes, "", Terms.DEFAULT);
  }

  /// Who is signed in to the console: no fence and no limit but those of the role.
  ///
  /// @param session names the session in the audit log
  public static Caller administrator(
      String name, String session, Set<Scope> scopes, String address) {
    var terms = new Terms(false, Fence.NONE, null);
    return new Caller(ADMINISTRATOR + name, name, session, scopes, address, terms);
  }

  /// Whether this is a person at the console, not an application.
  public boolean isAdministrator() {
    return applicationId.startsWith(ADMINISTRATOR);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `insufficient_scope` without it
  public void demand(Scope scope) {
    if (!may(scope)) {
      throw new Refusal(
              Refusal.Kind.FORBIDDEN,
              "insufficient_scope",
              "This needs the scope "
                  + scope
                  + ": add it to the application and fetch a new token.",
              null,
              scope.text(),
              null)
          .asException();
    }
  }

  /// What part of the PBX it may touch.
  public Fence fence() {
    return terms.fence();
  }

  /// The caller of the request that this thread serves, or null when there is none.
  public static @Nullable Caller find() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? caller
        : null;
  }

  /// The caller of the request that this thread serves.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAUTHENTICATED` when there is none
  public static Caller current() {
    var caller = find();
    if (caller != null) {
      return caller;
    }
    throw Refusal.of(
            Refusal.Kind.UNAUTHENTICATED,
            "invalid_token",
            "Send an access token: Authorization: Bearer <token>.")
        .asException();
  }
}
