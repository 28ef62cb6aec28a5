package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.ApplicationCache;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/// Puts our parts into Spring's token endpoints, each in place of Spring's own.
///
/// None of the converters is a bean: Spring would read bearers with one that is.
@Component
class TokenEndpoints {

  private final TokenAnswers answers;
  private final ClientCredentialsRequest grants;
  private final Revocation revocation;
  private final Introspection introspection;

  TokenEndpoints(
      TokenAnswers answers,
      ApplicationCache applications,
      Revocation revocation,
      Introspection introspection) {
    this.answers = answers;
    this.grants = new ClientCredentialsRequest(applications);
    this.revocation = revocation;
    this.introspection = introspection;
  }

  AuthenticationEntryPoint refusals() {
    return answers::failed;
  }

  void configure(OAuth2AuthorizationServerConfigurer server, ClientAuthentication clients) {
    server
        .clientAuthentication(client ->
            client
                .authenticationConverters(all -> only(all, clients::convert))
                .authenticationProviders(all -> onlyProvider(all, clients))
                .errorResponseHandler(answers::failed))
        .tokenEndpoint(token ->
            token
                .accessTokenRequestConverters(all -> only(all, grants))
                .accessTokenResponseHandler(answers::issued)
                .errorResponseHandler(answers::failed))
        .tokenRevocationEndpoint(revoke ->
            revoke
                .authenticationProviders(all -> onlyProvider(all, revocation))
                .revocationResponseHandler(answers::revoked)
                .errorResponseHandler(answers::failed))
        .tokenIntrospectionEndpoint(introspect ->
            introspect
                .authenticationProviders(all -> onlyProvider(all, introspection))
                .errorResponseHandler(answers::failed));
  }

  private static void only(List<AuthenticationConverter> all, AuthenticationConverter ours) {
    all.clear();
    all.add(ours);
  }

  private static void onlyProvider(List<AuthenticationProvider> all, AuthenticationProvider ours) {
    all.clear();
    all.add(ours);
  }
}
