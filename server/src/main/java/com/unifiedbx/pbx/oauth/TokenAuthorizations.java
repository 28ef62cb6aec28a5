package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.oauth.tokens.AccessToken;
import com.unifiedbx.pbx.oauth.tokens.Tokens;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

/// Spring's view of our tokens: it saves what was issued, and nothing else.
@Component
class TokenAuthorizations implements OAuth2AuthorizationService {

  private final Tokens tokens;

  TokenAuthorizations(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    var held = Objects.requireNonNull(authorization.getAccessToken(), "only access tokens exist");
    var token = held.getToken();
    var scopes =
        token.getScopes().stream()
            .map(Scope::find)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    tokens.store(
        token.getTokenValue(),
        new AccessToken(
            authorization.getId(),
            authorization.getRegisteredClientId(),
            scopes,
            Objects.requireNonNull(token.getIssuedAt()),
            Objects.requireNonNull(token.getExpiresAt()),
            null));
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    throw new UnsupportedOperationException("Tokens are revoked by their own endpoint.");
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  /// Revocation and introspection ask [Tokens] themselves.
  @Override
  public @Nullable OAuth2Authorization findByToken(String value, @Nullable OAuth2TokenType type) {
    return null;
  }
}
