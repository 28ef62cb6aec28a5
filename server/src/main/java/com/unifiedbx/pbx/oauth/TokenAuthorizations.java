package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/// Spring's view of our tokens: it saves what was issued, and finds a token again for revocation
/// and introspection.
@Component
class TokenAuthorizations implements OAuth2AuthorizationService {

  private final Tokens tokens;
  private final RegisteredClientRepository clients;

  TokenAuthorizations(Tokens tokens, RegisteredClientRepository clients) {
    this.tokens = tokens;
    this.clients = clients;
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    var held = Objects.requireNonNull(authorization.getAccessToken(), "only access tokens exist");
    var token = held.getToken();
    if (held.isInvalidated()) {
      tokens.revoke(token.getTokenValue());
      return;
    }
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
    var held = authorization.getAccessToken();
    if (held != null) {
      tokens.revoke(held.getToken().getTokenValue());
    }
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String value, @Nullable OAuth2TokenType type) {
    var token = tokens.find(value);
    var client = token == null ? null : clients.findById(token.applicationId());
    if (token == null || client == null) {
      return null;
    }
    var scopes = token.scopes().stream().map(Scope::text).collect(Collectors.toSet());
    var access =
        new OAuth2AccessToken(TokenType.BEARER, value, token.issuedAt(), token.expiresAt(), scopes);
    return OAuth2Authorization.withRegisteredClient(client)
        .id(token.id())
        .principalName(client.getClientId())
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .token(
            access,
            metadata -> {
              metadata.put(
                  OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, token.revokedAt() != null);
              // What introspection tells of the token.
              metadata.put(
                  OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
                  Map.of("scope", scopes, "jti", token.id(), "sub", client.getClientId()));
            })
        .build();
  }
}
