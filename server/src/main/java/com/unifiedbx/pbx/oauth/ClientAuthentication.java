package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/// Says whether a client is who it says it is, may still call, and calls from where it may (RFC
/// 6749 §2.3.1).
///
/// The secret is checked first, so that neither the state of an application nor its address list
/// can be probed without it.
@Component
class ClientAuthentication implements AuthenticationProvider {

  private static final String WRONG = "The client_id or the client_secret is wrong.";

  private final ApplicationCache cache;
  private final GuessBrake brake;
  private final Clock clock;

  /// A request's credentials and address, on their way through Spring.
  record Given(TokenForm form, String address) {}

  ClientAuthentication(ApplicationCache cache, GuessBrake brake, Clock clock) {
    this.cache = cache;
    this.brake = brake;
    this.clock = clock;
  }

  /// The credentials as [TokenForm] found them; null when there are none.
  @Nullable Authentication convert(HttpServletRequest request) {
    var form = TokenForm.of(request);
    if (form == null || form.clientId().isEmpty() || form.secret() == null) {
      return null;
    }
    var given = new Given(form, request.getRemoteAddr());
    return new OAuth2ClientAuthenticationToken(
        form.clientId(), form.method(), form.secret(), Map.of("given", given));
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var token = (OAuth2ClientAuthenticationToken) authentication;
    var given = (Given) token.getAdditionalParameters().get("given");
    if (given == null) {
      throw TokenFailure.invalidClient(WRONG);
    }
    var application = proven(given);
    demandUsable(application);
    if (!application.allows(given.address())) {
      throw TokenFailure.of(
          OAuth2ErrorCodes.ACCESS_DENIED,
          "The address " + given.address() + " is not on this application's allowlist.");
    }
    return new OAuth2ClientAuthenticationToken(
        ClientRepository.client(application), token.getClientAuthenticationMethod(), null);
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }

  /// The application whose secret was given.
  private Application proven(Given given) {
    var form = given.form();
    brake.demandPatience(given.address(), form);
    // Asked for an unknown client too: how long the answer takes must not tell whether there is
    // one.
    var isRight = isSecret(form, given.address());
    var application = cache.find(form.clientId());
    if (application == null || !isRight) {
      // From where it may not call at all, nobody can guess for it: that counts for the address.
      brake.wrong(
          given.address(), form, application != null && application.allows(given.address()));
      throw TokenFailure.invalidClient(WRONG);
    }
    brake.right(given.address(), form);
    return application;
  }

  private boolean isSecret(TokenForm form, String address) {
    var secret = form.secret();
    return cache.isSecret(form.clientId(), secret == null ? "" : secret.value(), address);
  }

  private void demandUsable(Application application) {
    if (!application.enabled()) {
      throw TokenFailure.invalidClient("This application is disabled.");
    }
    if (application.isExpired(clock.instant())) {
      throw TokenFailure.invalidClient("This application has expired.");
    }
  }
}
