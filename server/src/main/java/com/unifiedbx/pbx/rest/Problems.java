package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/// Turns a [Refusal] into an answer: problem details (RFC 9457) that also carry `error` and
/// `message`.
@Component
public class Problems {

  private final ObjectMapper json;

  Problems(ObjectMapper json) {
    this.json = json;
  }

  public static HttpStatus status(Refusal.Kind kind) {
    return switch (kind) {
      case UNREADABLE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case STALE -> HttpStatus.PRECONDITION_FAILED;
      case BAD_VALUE -> HttpStatus.UNPROCESSABLE_CONTENT;
      case LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case WRONG_METHOD -> HttpStatus.METHOD_NOT_ALLOWED;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /// The kind that is answered with that status, for those who kept an answer.
  public static Refusal.Kind kind(int status) {
    return Arrays.stream(Refusal.Kind.values())
        .filter(kind -> status(kind).value() == status)
        .findFirst()
        .orElse(Refusal.Kind.INTERNAL);
  }

  /// The body of the answer, for those who keep it (a replayed request answers the same).
  public Map<String, Object> body(Refusal refusal) {
    var status = status(refusal.kind());
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "urn:unifiedbx:problem:" + refusal.code());
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", refusal.message());
    body.put("error", refusal.code());
    body.put("message", refusal.message());
    putIfPresent(body, "field", refusal.field());
    putIfPresent(body, "requiredScope", refusal.requiredScope());
    body.put("requestId", RequestId.current());
    return body;
  }

  /// Writes the whole answer to a request that never reached its operation. A GraphQL client, which
  /// reads `errors`, finds the refusal there as well.
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    var body = body(refusal);
    var isGraphQl = request.getRequestURI().equals("/admin/api/api/gql");
    if (isGraphQl) {
      var extensions = new LinkedHashMap<String, Object>();
      extensions.put("code", GraphQlCode.of(refusal.kind()));
      extensions.put("error", refusal.code());
      extensions.put("requestId", RequestId.current());
      body.put("errors", List.of(Map.of("message", refusal.message(), "extensions", extensions)));
    }
    head(response, refusal);
    var challenge = response.getHeader(HttpHeaders.WWW_AUTHENTICATE);
    if (challenge != null) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge + metadata(request));
    }
    if (isGraphQl) {
      response.setContentType("application/json");
    }
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }

  /// Writes the whole answer: status, headers and body.
  ///
  /// @throws IOException also when another answer has begun to leave: the container then cuts the
  ///   connection, and nobody takes what was sent for a whole answer
  public void write(HttpServletResponse response, Refusal refusal) throws IOException {
    if (response.isCommitted()) {
      throw new IOException("An answer broke off: " + refusal.code() + ", " + refusal.message());
    }
    response.resetBuffer();
    head(response, refusal);
    response.getOutputStream().write(json.writeValueAsBytes(body(refusal)));
  }

  private static void head(HttpServletResponse response, Refusal refusal) {
    response.setStatus(status(refusal.kind()).value());
    response.setContentType("application/problem+json");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (refusal.kind() == Refusal.Kind.UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(refusal));
    } else if (refusal.requiredScope() != null) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          challenge(refusal) + ", scope=\"" + refusal.requiredScope() + "\"");
    }
    var retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      response.setHeader(
          HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
  }

  /// RFC 9728 §5.1: where a client learns who issues tokens for this.
  private static String metadata(HttpServletRequest request) {
    var url = request.getRequestURL();
    var origin = url.substring(0, url.length() - request.getRequestURI().length());
    return ", resource_metadata=\""
        + origin
        + "/.well-known/oauth-protected-resource/admin/api/api\"";
  }

  /// RFC 6750 §3: without credentials the challenge carries no error code.
  private static String challenge(Refusal refusal) {
    return refusal.code().equals("missing_token")
        ? "Bearer realm=\"pbx\""
        : "Bearer realm=\"pbx\", error=\"%s\", error_description=\"%s\""
            .formatted(refusal.code(), refusal.message().replace("\"", "'"));
  }

  private static void putIfPresent(Map<String, Object> body, String key, @Nullable Object value) {
    if (value != null) {
      body.put(key, value);
    }
  }
}
