package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.applications.Credential;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Three chains: the token endpoints, the API behind bearers, and everything else, which is
/// refused. The console has one of its own, in `admin`, before the last.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OAuthProperties.class)
@EnableScheduling
class SecurityConfiguration {

  private static final String API = "/admin/api/api";

  static final String TOKEN = API + "/token";
  static final String REVOKE = API + "/revoke";
  static final String INTROSPECT = API + "/introspect";

  /// What Spring's authorization server serves here; its other endpoints do not exist.
  private static final String[] TOKEN_ENDPOINTS = {TOKEN, REVOKE, INTROSPECT};

  /// Open to everyone: they say nothing about anyone, or look at the signature of a link.
  private static final String[] OPEN = {
    API + "/health",
    API + "/openapi.json",
    API + "/docs",
    API + "/docs/**",
    API + "/schema.graphql",
    API + "/explorer",
    API + "/explorer/**",
    API + "/cdr/exports/*/file"
  };

  private static final Predicate<String> PLAIN =
      text -> text.chars().allMatch(c -> c >= ' ' && c <= '~');

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

  /// Spring would put every filter that is a bean in front of every path.
  @Bean
  FilterRegistrationBean<TokenRequestFilter> onlyInItsChain(TokenRequestFilter filter) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  @Order(1)
  SecurityFilterChain tokenChain(
      HttpSecurity http,
      TokenRequestFilter first,
      ClientAuthentication authentication,
      TokenEndpoints endpoints) {
    http.oauth2AuthorizationServer(server -> {
      http.securityMatcher(TOKEN_ENDPOINTS);
      endpoints.configure(server, authentication);
    });
    stateless(http);
    http.addFilterAfter(first, HeaderWriterFilter.class);
    http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
    http.exceptionHandling(failures -> failures.authenticationEntryPoint(endpoints.refusals()));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain apiChain(
      HttpSecurity http, BearerAuthentication bearers, BearerRefusals refusals) {
    stateless(http);
    http.securityMatcher(API + "/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(OPEN)
                .permitAll()
                .requestMatchers(SecurityConfiguration::opensSocket)
                .permitAll()
                .anyRequest()
                .authenticated())
        .oauth2ResourceServer(server ->
            server
                .bearerTokenResolver(BearerAuthentication::token)
                .authenticationManagerResolver(bearers)
                .authenticationEntryPoint(refusals))
        .exceptionHandling(failures -> failures.authenticationEntryPoint(refusals))
        // Each filter costs every request, and nobody here asks for what these two provide.
        .anonymous(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable);
    return http.build();
  }

  /// A client of subscriptions may send its token in its first message instead of a header; nothing
  /// is served before.
  private static boolean opensSocket(HttpServletRequest request) {
    return request.getRequestURI().equals(API + "/gql")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /// Spring's own, told first of text that needs no look: its patterns walk through every header
  /// that is read, at more cost than finding the token behind one of them.
  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(PLAIN.or(StrictHttpFirewall.ALLOWED_HEADER_NAMES));
    firewall.setAllowedHeaderValues(PLAIN.or(StrictHttpFirewall.ALLOWED_HEADER_VALUES));
    return firewall;
  }

  /// Without it every filter of every chain is wrapped to be observed, even where the configuration
  /// says that none is.
  @Bean
  SecurityObservationSettings noFilterObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  @Order(4)
  SecurityFilterChain everythingElseChain(HttpSecurity http) {
    stateless(http);
    http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return http.build();
  }

  /// Browsers come by HTTPS only, guess no types, show nothing of ours in frames and load nothing;
  /// a page that needs more says so itself.
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
        .xssProtection(HeadersConfigurer.XXssConfig::disable)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .contentSecurityPolicy(
            csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"));
  }

  private static void stateless(HttpSecurity http) {
    http.headers(SecurityConfiguration::headers)
        .csrf(AbstractHttpConfigurer::disable)
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
