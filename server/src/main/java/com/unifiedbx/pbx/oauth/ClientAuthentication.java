package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.applications.Applications;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/// Says whether a client is who it says it is, may still call, and calls from where it may (RFC
/// 6749 §2.3.1).
///
/// The secret is checked first, so that neither the state of an application nor its address list
/// can be probed without it.
@Component
class ClientAuthentication implements AuthenticationProvider {

  private final Applications applications;
  private final ApplicationCache cache;
  private final Clock clock;

  ClientAuthentication(Applications applications, ApplicationCache cache, Clock clock) {
    this.applications = applications;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var given = (OAuth2ClientAuthenticationToken) authentication;
    var clientId = String.valueOf(given.getPrincipal());
    var secret = given.getCredentials() == null ? "" : given.getCredentials().toString();
    if (!applications.isSecret(clientId, secret, address(given.getDetails()))) {
      throw failure(
          OAuth2ErrorCodes.INVALID_CLIENT, "The client_id or the client_secret is wrong.");
    }
    var application = cache.find(clientId);
    if (application == null) {
      throw failure(
          OAuth2ErrorCodes.INVALID_CLIENT, "The client_id or the client_secret is wrong.");
    }
    demandUsable(application);
    demandAddress(application, given.getDetails());
    return new OAuth2ClientAuthenticationToken(
        ClientRepository.client(application),
        given.getClientAuthenticationMethod(),
        given.getCredentials());
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }

  private void demandUsable(Application application) {
    if (!application.enabled()) {
      throw failure(OAuth2ErrorCodes.INVALID_CLIENT, "This application is disabled.");
    }
    if (application.isExpired(clock.instant())) {
      throw failure(OAuth2ErrorCodes.INVALID_CLIENT, "This application has expired.");
    }
  }

  private static String address(@Nullable Object details) {
    return details instanceof WebAuthenticationDetails web
        ? String.valueOf(web.getRemoteAddress())
        : "";
  }

  private static void demandAddress(Application application, @Nullable Object details) {
    if (details instanceof WebAuthenticationDetails web) {
      var address = String.valueOf(web.getRemoteAddress());
      if (!application.allows(address)) {
        throw failure(
            OAuth2ErrorCodes.ACCESS_DENIED,
            "The address " + address + " is not on this application's allowlist.");
      }
    }
  }

  private static OAuth2AuthenticationException failure(String code, String message) {
    return new OAuth2AuthenticationException(new OAuth2Error(code, message, null));
  }
}
