package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.access.ScopeNames;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Settles the scopes of a token request: FreePBX's names become ours, and who asks for none gets
/// all that the application has.
class ClientCredentialsRequest implements AuthenticationConverter {

  private final ApplicationCache applications;

  ClientCredentialsRequest(ApplicationCache applications) {
    this.applications = applications;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    var form = TokenForm.of(request);
    var client = SecurityContextHolder.getContext().getAuthentication();
    var application = form == null ? null : applications.find(form.clientId());
    if (form == null || client == null || application == null) {
      return null;
    }
    var asked = form.parameters().getOrDefault("scope", "").strip();
    return new OAuth2ClientCredentialsAuthenticationToken(
        client, scopes(application, asked), Map.of());
  }

  private static Set<String> scopes(Application application, String asked) {
    var names = asked.isEmpty() ? application.scopeNames() : List.of(asked.split(" +"));
    var granted = application.scopes();
    var scopes = new LinkedHashSet<String>();
    for (var name : names) {
      var opened = ScopeNames.find(name);
      if (opened == null) {
        throw TokenFailure.invalidScope(name, "There is no scope '" + shown(name) + "'.");
      }
      if (!granted.containsAll(opened)) {
        throw TokenFailure.invalidScope(
            name, "The scope '" + shown(name) + "' is not granted to this application.");
      }
      opened.stream().map(Scope::text).forEach(scopes::add);
    }
    return scopes;
  }

  private static String shown(String name) {
    return name.length() > 60 ? name.substring(0, 60) + "..." : name;
  }
}
