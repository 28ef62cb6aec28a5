package com.unifiedbx.pbx.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/// Writes the answers of the token endpoint: RFC 6749 §5.1 and §5.2, and a `message` that repeats
/// the description, since FreePBX's clients read that.
@Component
class TokenAnswers {

  private static final Map<String, String> MESSAGES =
      Map.of(
          OAuth2ErrorCodes.INVALID_CLIENT,
              "Client authentication failed: send client_id and client_secret, by form or HTTP Basic.",
          OAuth2ErrorCodes.INVALID_REQUEST,
              "The request lacks a parameter, repeats one, or has one that can't be read.",
          OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
              "Only grant_type=client_credentials is supported.",
          OAuth2ErrorCodes.INVALID_SCOPE,
              "A scope asked for does not exist or is not granted to this application.");

  private final ObjectMapper json;

  TokenAnswers(ObjectMapper json) {
    this.json = json;
  }

  void issued(HttpServletRequest request, HttpServletResponse response, Authentication result)
      throws IOException {
    var token = ((OAuth2AccessTokenAuthenticationToken) result).getAccessToken();
    var issued = Objects.requireNonNull(token.getIssuedAt());
    var expires = Objects.requireNonNull(token.getExpiresAt());
    var body = new LinkedHashMap<String, Object>();
    body.put("token_type", "Bearer");
    body.put("expires_in", Duration.between(issued, expires).toSeconds());
    body.put("access_token", token.getTokenValue());
    body.put("scope", String.join(" ", new TreeSet<>(token.getScopes())));
    write(response, HttpServletResponse.SC_OK, body);
  }

  void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var error =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError()
            : new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);
    var status = status(error.getErrorCode());
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"OAuth\"");
    }
    var message = message(error);
    var body = new LinkedHashMap<String, Object>();
    body.put("error", error.getErrorCode());
    body.put("error_description", message);
    body.put("message", message);
    write(response, status, body);
  }

  private static int status(String code) {
    return switch (code) {
      case OAuth2ErrorCodes.INVALID_CLIENT -> HttpServletResponse.SC_UNAUTHORIZED;
      case OAuth2ErrorCodes.ACCESS_DENIED -> HttpServletResponse.SC_FORBIDDEN;
      default -> HttpServletResponse.SC_BAD_REQUEST;
    };
  }

  /// Our own descriptions are sentences and end in a full stop; Spring's name a parameter.
  private static String message(OAuth2Error error) {
    var description = error.getDescription();
    if (description != null && description.endsWith(".")) {
      return description;
    }
    return MESSAGES.getOrDefault(error.getErrorCode(), plain(description));
  }

  private static String plain(@Nullable String description) {
    return description == null ? "The request was refused." : description + ".";
  }

  private void write(HttpServletResponse response, int status, Map<String, Object> body)
      throws IOException {
    response.setStatus(status);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.PRAGMA, "no-cache");
    response.setContentType("application/json;charset=UTF-8");
    json.writeValue(response.getOutputStream(), body);
  }
}
