package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.oauth.tokens.AccessToken;
import com.unifiedbx.pbx.oauth.tokens.Tokens;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/// Tells a client how a token is (RFC 7662): its own tokens, and with `system:read` those of
/// others. Of any other it says what it says of one that does not exist: not active.
@Component
class Introspection implements AuthenticationProvider {

  private final Tokens tokens;
  private final ApplicationCache applications;
  private final Clock clock;

  Introspection(Tokens tokens, ApplicationCache applications, Clock clock) {
    this.tokens = tokens;
    this.applications = applications;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var asked = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
    var client = (Authentication) asked.getPrincipal();
    return new OAuth2TokenIntrospectionAuthenticationToken(
        asked.getToken(), client, claims(asked.getToken(), client.getName()));
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
  }

  private OAuth2TokenIntrospection claims(String value, String clientId) {
    var token = tokens.find(value);
    if (token == null || !maySee(clientId, token)) {
      return OAuth2TokenIntrospection.builder(false).build();
    }
    var application = applications.find(token.applicationId());
    var now = clock.instant();
    if (application == null
        || !token.isLive(now)
        || !application.enabled()
        || application.isExpired(now)) {
      return OAuth2TokenIntrospection.builder(false).build();
    }
    var scopes = token.scopesOf(application).stream().map(Scope::text).sorted().toList();
    return OAuth2TokenIntrospection.builder(true)
        .clientId(token.applicationId())
        .subject(token.applicationId())
        .id(token.id())
        .tokenType("Bearer")
        .scopes(all -> all.addAll(scopes))
        .issuedAt(token.issuedAt())
        .expiresAt(token.expiresAt())
        .build();
  }

  private boolean maySee(String clientId, AccessToken token) {
    if (token.applicationId().equals(clientId)) {
      return true;
    }
    var client = applications.find(clientId);
    return client != null && client.scopes().contains(Scope.SYSTEM_READ);
  }
}
