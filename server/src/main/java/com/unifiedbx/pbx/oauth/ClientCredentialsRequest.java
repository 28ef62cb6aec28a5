package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.access.ScopeNames;
import com.unifiedbx.pbx.applications.ApplicationCache;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Reads a token request as Spring does, and settles its scopes: FreePBX's names become ours, and
/// who asks for none gets all that the application has.
class ClientCredentialsRequest implements AuthenticationConverter {

  private final OAuth2ClientCredentialsAuthenticationConverter spring =
      new OAuth2ClientCredentialsAuthenticationConverter();
  private final ApplicationCache applications;

  ClientCredentialsRequest(ApplicationCache applications) {
    this.applications = applications;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    if (!(spring.convert(request) instanceof OAuth2ClientCredentialsAuthenticationToken asked)) {
      return null;
    }
    var client = (Authentication) asked.getPrincipal();
    var scopes = asked.getScopes().isEmpty() ? granted(client.getName()) : named(asked.getScopes());
    return new OAuth2ClientCredentialsAuthenticationToken(client, scopes, Map.of());
  }

  private Set<String> granted(String clientId) {
    var application = applications.find(clientId);
    return application == null ? Set.of() : named(application.scopeNames());
  }

  private static Set<String> named(Collection<String> names) {
    var scopes = new LinkedHashSet<String>();
    for (var name : names) {
      var found = ScopeNames.find(name);
      if (found == null) {
        throw new OAuth2AuthenticationException(
            new OAuth2Error(
                OAuth2ErrorCodes.INVALID_SCOPE, "There is no scope '" + name + "'.", null));
      }
      found.stream().map(Scope::text).forEach(scopes::add);
    }
    return scopes;
  }
}
