package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.oauth.tokens.Tokens;
import com.unifiedbx.pbx.rest.RequestId;
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
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/// Writes the answers of the token endpoints: RFC 6749 §5.1 and §5.2, and a `message` that repeats
/// the description, since FreePBX's clients read that.
@Component
class TokenAnswers {

  private static final Map<String, String> MESSAGES =
      Map.of(
          OAuth2ErrorCodes.INVALID_CLIENT,
              "Client authentication failed: send client_id and client_secret, by form or HTTP Basic.",
          OAuth2ErrorCodes.INVALID_REQUEST,
              "The request lacks a parameter, repeats one, or has one that can't be read.");

  /// RFC 6749 §5.2: a description has printable ASCII without quotes and backslashes.
  private static final String NOT_DESCRIBING = "[^\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]";

  private final ObjectMapper json;
  private final ApplicationCache applications;
  private final Tokens tokens;
  private final AccessLog log;

  TokenAnswers(ObjectMapper json, ApplicationCache applications, Tokens tokens, AccessLog log) {
    this.tokens = tokens;
    this.json = json;
    this.applications = applications;
    this.log = log;
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
    log.done("token.issue", tokens.find(token.getTokenValue()), request.getRemoteAddr());
    write(response, HttpServletResponse.SC_OK, body);
  }

  /// RFC 7009 §2.2: the status says it all.
  void revoked(HttpServletRequest request, HttpServletResponse response, Authentication result) {
    var value = ((OAuth2TokenRevocationAuthenticationToken) result).getToken();
    log.done("token.revoke", tokens.find(value), request.getRemoteAddr());
    noStore(response);
  }

  void wrongMethod(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.ALLOW, "POST");
    write(
        response,
        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
        body("method_not_allowed", "This path has only POST."));
  }

  void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var known = failure instanceof TokenFailure token ? token : null;
    var code =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : OAuth2ErrorCodes.INVALID_CLIENT;
    var status = status(code);
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"OAuth\"");
    }
    var charge = known == null ? null : known.charge();
    if (charge != null) {
      charge.tell(response);
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(charge.retryAfter().toSeconds()));
    }
    var form = TokenForm.of(request);
    var application = form == null ? null : applications.find(form.clientId());
    log.refused(
        new AccessLog.Refused(
            operation(request),
            application == null ? "unknown" : application.id(),
            code,
            request.getRemoteAddr()));
    var message = known == null ? message(code) : known.getError().getDescription();
    var freepbx =
        application != null && application.terms().freepbxErrors()
            ? FreepbxErrors.token(code, known == null ? null : known.subject())
            : null;
    write(response, status, freepbx == null ? body(code, message) : freepbx);
  }

  private static String operation(HttpServletRequest request) {
    var path = request.getRequestURI();
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "token" -> "token.issue";
      case "revoke" -> "token.revoke";
      default -> "token.introspect";
    };
  }

  private static int status(String code) {
    return switch (code) {
      case OAuth2ErrorCodes.INVALID_CLIENT -> HttpServletResponse.SC_UNAUTHORIZED;
      case OAuth2ErrorCodes.ACCESS_DENIED -> HttpServletResponse.SC_FORBIDDEN;
      case "rate_limited" -> 429;
      default -> HttpServletResponse.SC_BAD_REQUEST;
    };
  }

  private static String message(String code) {
    return MESSAGES.getOrDefault(code, "The request was refused.");
  }

  private static Map<String, Object> body(String code, @Nullable String message) {
    var text = (message == null ? message(code) : message).replaceAll(NOT_DESCRIBING, "?");
    var body = new LinkedHashMap<String, Object>();
    body.put("error", code);
    body.put("error_description", text);
    body.put("message", text);
    body.put("requestId", RequestId.current());
    return body;
  }

  private void write(HttpServletResponse response, int status, Map<String, Object> body)
      throws IOException {
    response.setStatus(status);
    noStore(response);
    response.setContentType("application/json;charset=UTF-8");
    var answer = json.writeValueAsBytes(body);
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private static void noStore(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.PRAGMA, "no-cache");
  }
}
