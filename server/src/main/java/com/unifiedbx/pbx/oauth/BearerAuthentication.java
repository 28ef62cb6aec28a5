package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/// Turns a bearer token into the [Caller] behind it, from memory: two cache looks, no query.
///
/// Token and application are asked afresh for every request, so that revoking, disabling, narrowing
/// scopes or addresses holds from the next request on. Never says more than the bearer of a token
/// may know.
@Component
class BearerAuthentication implements AuthenticationManagerResolver<HttpServletRequest> {

  private final Tokens tokens;
  private final ApplicationCache applications;
  private final Clock clock;

  BearerAuthentication(Tokens tokens, ApplicationCache applications, Clock clock) {
    this.tokens = tokens;
    this.applications = applications;
    this.clock = clock;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return bearer ->
        authenticate(((BearerTokenAuthenticationToken) bearer).getToken(), request.getRemoteAddr());
  }

  private Authentication authenticate(String value, String address) {
    var token = tokens.find(value);
    if (token == null) {
      throw BearerFailure.unauthenticated("The access token is unknown: fetch a new one.");
    }
    if (token.revokedAt() != null) {
      throw BearerFailure.unauthenticated("The access token was revoked: fetch a new one.");
    }
    if (!clock.instant().isBefore(token.expiresAt())) {
      throw BearerFailure.unauthenticated("The access token has expired: fetch a new one.");
    }
    var application = applications.find(token.applicationId());
    if (application == null) {
      throw BearerFailure.unauthenticated("The application of this token no longer exists.");
    }
    demandUsable(application, address);
    var caller =
        new Caller(
            application.id(),
            application.name(),
            token.id(),
            scopes(token, application),
            address,
            application.terms());
    return UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of());
  }

  private void demandUsable(Application application, String address) {
    if (!application.enabled()) {
      throw BearerFailure.forbidden("application_disabled", "This application is disabled.");
    }
    if (application.isExpired(clock.instant())) {
      throw BearerFailure.forbidden("application_expired", "This application has expired.");
    }
    if (!application.allows(address)) {
      throw BearerFailure.forbidden(
          "access_denied", "The address " + address + " is not on this application's allowlist.");
    }
  }

  private static Set<Scope> scopes(AccessToken token, Application application) {
    var scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(Scope.withImplied(token.scopes()));
    scopes.retainAll(application.scopes());
    return scopes;
  }
}
