package com.unifiedbx.pbx.oauth;

import static org.springframework.http.HttpHeaders.AUTHORIZATION;

import com.unifiedbx.pbx.access.Bearers;
import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.oauth.tokens.AccessToken;
import com.unifiedbx.pbx.oauth.tokens.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.stereotype.Component;

/// Turns a bearer token into the [Caller] behind it, from memory: two cache looks, no query.
///
/// Token and application are asked afresh for every request, so that revoking, disabling, narrowing
/// scopes or addresses holds from the next request on. Never says more than the bearer of a token
/// may know.
@Component
class BearerAuthentication implements AuthenticationManagerResolver<HttpServletRequest>, Bearers {

  /// Stands where the id of a token stands elsewhere.
  private static final String LINK = "link";

  private static final BearerTokenResolver RESOLVER = new DefaultBearerTokenResolver();

  private final Tokens tokens;
  private final ApplicationCache applications;
  private final Strangers strangers;
  private final Clock clock;

  BearerAuthentication(
      Tokens tokens, ApplicationCache applications, Strangers strangers, Clock clock) {
    this.tokens = tokens;
    this.applications = applications;
    this.strangers = strangers;
    this.clock = clock;
  }

  /// The token of the request. Two `Authorization` headers are none: whoever stands between could
  /// read the other one.
  static @Nullable String token(HttpServletRequest request) {
    var token = RESOLVER.resolve(request);
    if (token != null && hasMore(request.getHeaders(AUTHORIZATION))) {
      throw new OAuth2AuthenticationException(
          BearerTokenErrors.invalidRequest("There is more than one Authorization header."));
    }
    return token;
  }

  private static boolean hasMore(Enumeration<String> headers) {
    headers.nextElement();
    return headers.hasMoreElements();
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return bearer ->
        authenticate(((BearerTokenAuthenticationToken) bearer).getToken(), request.getRemoteAddr());
  }

  @Override
  public Caller identify(String token, String address) {
    try {
      return caller(token, address);
    } catch (BearerFailure failure) {
      throw failure.refusal().asException();
    }
  }

  @Override
  public Caller standIn(String applicationId, String address) {
    try {
      var application = usable(applications.find(applicationId), address);
      return new Caller(
          application.id(),
          application.name(),
          LINK,
          application.scopes(),
          address,
          application.terms());
    } catch (BearerFailure failure) {
      throw failure.refusal().asException();
    }
  }

  private Authentication authenticate(String value, String address) {
    return UsernamePasswordAuthenticationToken.authenticated(
        caller(value, address), null, List.of());
  }

  private Caller caller(String value, String address) {
    var token = tokens.known(value);
    if (token == null) {
      // Looking for it costs a query, which a stranger must not be able to cause at will.
      strangers.demandPatience(address);
      token = tokens.find(value);
    }
    var now = clock.instant();
    var application = token == null ? null : applications.find(token.applicationId());
    if (token == null) {
      throw BearerFailure.unauthenticated(
          "The access token is unknown: fetch a new one.",
          null,
          "Access token could not be verified");
    }
    if (token.revokedAt() != null) {
      throw BearerFailure.unauthenticated(
          "The access token was revoked: fetch a new one.",
          application,
          "Access token has been revoked");
    }
    if (!token.isLive(now)) {
      throw BearerFailure.unauthenticated(
          "The access token has expired: fetch a new one.", application, "Access token is invalid");
    }
    return caller(token, usable(application, address), address);
  }

  private static Caller caller(AccessToken token, Application application, String address) {
    return new Caller(
        application.id(),
        application.name(),
        token.id(),
        token.scopesOf(application),
        address,
        application.terms());
  }

  private Application usable(@Nullable Application application, String address) {
    if (application == null) {
      throw BearerFailure.unauthenticated(
          "The application behind this no longer exists.",
          null,
          "Access token could not be verified");
    }
    if (!application.enabled()) {
      throw BearerFailure.forbidden(
          application, "application_disabled", "This application is disabled.");
    }
    if (application.isExpired(clock.instant())) {
      throw BearerFailure.forbidden(
          application, "application_expired", "This application has expired.");
    }
    if (!application.allows(address)) {
      throw BearerFailure.forbidden(
          application,
          "access_denied",
          "The address " + address + " is not on this application's allowlist.");
    }
    return application;
  }
}
