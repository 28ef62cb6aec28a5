package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/// Answers a call without a good token, and counts it against its address.
@Component
class BearerRefusals implements AuthenticationEntryPoint {

  private final Problems problems;
  private final ObjectMapper json;
  private final Strangers strangers;
  private final AccessLog log;

  BearerRefusals(Problems problems, ObjectMapper json, Strangers strangers, AccessLog log) {
    this.problems = problems;
    this.json = json;
    this.strangers = strangers;
    this.log = log;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var known = failure instanceof BearerFailure bearer ? bearer : null;
    var charge = strangers.refused(request.getRemoteAddr());
    var refusal = charge.allowed() ? refusal(request, known) : Strangers.refusal(charge);
    if (!charge.allowed()) {
      charge.tell(response);
    }
    var application = known == null ? null : known.application();
    log.refused(
        new AccessLog.Refused(
            "api.call",
            application == null ? "unknown" : application.id(),
            refusal.code(),
            request.getRemoteAddr()));
    if (known != null && application != null && application.terms().freepbxErrors()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setContentType("application/json");
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response
          .getOutputStream()
          .write(json.writeValueAsBytes(FreepbxErrors.bearer(known.freepbxHint())));
    } else {
      problems.write(request, response, refusal);
    }
  }

  private static Refusal refusal(HttpServletRequest request, @Nullable BearerFailure known) {
    if (known != null) {
      return known.refusal();
    }
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null
        ? Refusal.of(
            Refusal.Kind.UNAUTHENTICATED,
            "missing_token",
            "Send an access token: Authorization: Bearer <token>.")
        : Refusal.of(
            Refusal.Kind.UNAUTHENTICATED,
            "invalid_token",
            "The Authorization header is not 'Bearer <token>'.");
  }
}
