package com.unifiedbx.pbx.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.ObjectMapper;

/// The first look at a request to a token endpoint, before anything is hashed or asked: its verb,
/// its form, its grant, and how many came from this address.
@Component
final class TokenRequestFilter extends OncePerRequestFilter {

  private final TokenAnswers answers;
  private final GuessBrake brake;
  private final ObjectMapper json;

  TokenRequestFilter(TokenAnswers answers, GuessBrake brake, ObjectMapper json) {
    this.answers = answers;
    this.brake = brake;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!request.getMethod().equals("POST")) {
      answers.wrongMethod(response);
      return;
    }
    try {
      var form = TokenForm.read(request, json);
      brake.request(request.getRemoteAddr(), form).tell(response);
      if (request.getRequestURI().equals(SecurityConfiguration.TOKEN)) {
        demandGrant(form);
      }
      chain.doFilter(new FormRequest(request, form), response);
    } catch (TokenFailure e) {
      answers.failed(request, response, e);
    }
  }

  private static void demandGrant(TokenForm form) {
    var grant = form.parameters().getOrDefault(TokenForm.GRANT_TYPE, "");
    if (grant.isEmpty()) {
      throw TokenFailure.invalidRequest(
          TokenForm.GRANT_TYPE, "The parameter 'grant_type' is missing: send client_credentials.");
    }
    if (!grant.equals("client_credentials")) {
      throw TokenFailure.of(
          OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
          "Only grant_type=client_credentials is supported.");
    }
  }
}
