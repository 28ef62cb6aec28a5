package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.oauth.tokens.Tokens;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/// Ends a token of the client that asks (RFC 7009). One that does not exist or has ended is ended
/// already; one of another client is refused, as §2.1 demands, with the error that RFC 6749 §5.2
/// has for what "was issued to another client".
@Component
class Revocation implements AuthenticationProvider {

  private final Tokens tokens;

  Revocation(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var asked = (OAuth2TokenRevocationAuthenticationToken) authentication;
    var client = (Authentication) asked.getPrincipal();
    var token = tokens.find(asked.getToken());
    if (token == null) {
      return asked;
    }
    if (!token.applicationId().equals(client.getName())) {
      throw TokenFailure.of(
          OAuth2ErrorCodes.INVALID_GRANT, "This token was issued to another client.");
    }
    tokens.revoke(asked.getToken());
    return new OAuth2TokenRevocationAuthenticationToken(
        new OAuth2AccessToken(
            TokenType.BEARER, asked.getToken(), token.issuedAt(), token.expiresAt()),
        client);
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
  }
}
