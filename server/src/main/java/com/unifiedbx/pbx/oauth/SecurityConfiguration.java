package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.applications.Credential;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Problems;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/// Three chains: the token endpoints, the API behind bearers, and everything else, which is
/// refused.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SecurityConfiguration {

  private static final String API = "/admin/api/api";

  static final String TOKEN = API + "/token";
  static final String REVOKE = API + "/revoke";
  static final String INTROSPECT = API + "/introspect";

  /// What Spring's authorization server serves here; its other endpoints do not exist.
  private static final String[] TOKEN_ENDPOINTS = {TOKEN, REVOKE, INTROSPECT};

  /// Open to everyone: they say nothing about anyone.
  private static final String[] OPEN = {API + "/health"};

  @Bean
  AuthorizationServerSettings authorizationServerSettings() {
    return AuthorizationServerSettings.builder()
        .tokenEndpoint(TOKEN)
        .tokenRevocationEndpoint(REVOKE)
        .tokenIntrospectionEndpoint(INTROSPECT)
        .build();
  }

  /// Tokens are opaque: 256 random bits say nothing and can be revoked.
  @Bean
  OAuth2TokenGenerator<OAuth2AccessToken> tokenGenerator(Clock clock) {
    return context -> {
      var now = clock.instant();
      var lifetime = context.getRegisteredClient().getTokenSettings().getAccessTokenTimeToLive();
      return new OAuth2AccessToken(
          OAuth2AccessToken.TokenType.BEARER,
          Credential.ACCESS_TOKEN.make().value(),
          now,
          now.plus(lifetime),
          context.getAuthorizedScopes());
    };
  }

  @Bean
  @Order(1)
  SecurityFilterChain tokenEndpoints(
      HttpSecurity http,
      ClientAuthentication authentication,
      ApplicationCache applications,
      TokenAnswers answers) {
    var request = new ClientCredentialsRequest(applications);
    http.oauth2AuthorizationServer(server -> {
      http.securityMatcher(TOKEN_ENDPOINTS);
      server
          .clientAuthentication(client ->
              client
                  .authenticationProviders(providers -> {
                    providers.clear();
                    providers.add(authentication);
                  })
                  .errorResponseHandler(answers::failed))
          .tokenEndpoint(token ->
              token
                  .accessTokenRequestConverters(converters -> {
                    converters.clear();
                    converters.add(request);
                  })
                  .accessTokenResponseHandler(answers::issued)
                  .errorResponseHandler(answers::failed))
          .tokenRevocationEndpoint(revoke -> revoke.errorResponseHandler(answers::failed))
          .tokenIntrospectionEndpoint(
              introspect -> introspect.errorResponseHandler(answers::failed));
    });
    stateless(http);
    http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
    http.exceptionHandling(failures -> failures.authenticationEntryPoint(answers::failed));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain api(
      HttpSecurity http, BearerAuthentication bearers, AuthenticationEntryPoint refusals) {
    stateless(http);
    http.securityMatcher(API + "/**")
        .authorizeHttpRequests(
            requests -> requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(server ->
            server.authenticationManagerResolver(bearers).authenticationEntryPoint(refusals))
        .exceptionHandling(failures -> failures.authenticationEntryPoint(refusals))
        // Each filter costs every request, and nobody here asks for what these two provide.
        .anonymous(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable);
    return http.build();
  }

  /// Without it every filter of every chain is wrapped to be observed, even where the configuration
  /// says that none is.
  @Bean
  SecurityObservationSettings noFilterObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  @Order(3)
  SecurityFilterChain everythingElse(HttpSecurity http) {
    stateless(http);
    http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return http.build();
  }

  @Bean
  AuthenticationEntryPoint bearerRefusals(Problems problems) {
    return (request, response, failure) -> {
      var refusal =
          failure instanceof BearerFailure known
              ? known.refusal()
              : Refusal.of(
                  Refusal.Kind.UNAUTHENTICATED,
                  request.getHeader("Authorization") == null ? "missing_token" : "invalid_token",
                  request.getHeader("Authorization") == null
                      ? "Send an access token: Authorization: Bearer <token>."
                      : "The Authorization header is not 'Bearer <token>'.");
      problems.write(response, refusal);
    };
  }

  private static void stateless(HttpSecurity http) {
    http.csrf(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(anonymous -> {})
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }
}
