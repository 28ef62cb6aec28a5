package com.unifiedbx.pbx.admin.signin;

import com.unifiedbx.pbx.admin.frame.ConsoleErrors;
import com.unifiedbx.pbx.admin.session.SessionContexts;
import com.unifiedbx.pbx.admin.session.Stage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.util.UriComponentsBuilder;

/// The chain in front of the console: who may ask for what, and what browsers may do with its
/// pages.
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  private static final String SIGN_IN = "/admin/sign-in";

  /// Nothing but this server's own files; no script and no style that stands in a page.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; media-src 'self'; font-src 'self'; form-action 'self';"
          + " frame-ancestors 'none'; base-uri 'none'";

  @Bean
  CsrfTokenRepository csrfTokens() {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("__Host-unifiedbx-csrf");
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.secure(true).httpOnly(true).sameSite("Strict"));
    return tokens;
  }

  /// Before the last of `oauth`'s chains, which refuses everything.
  @Bean
  @Order(3)
  SecurityFilterChain consoleChain(
      HttpSecurity http,
      SessionContexts contexts,
      CsrfTokenRepository csrfTokens,
      ConsoleErrors errors,
      Denied denied) {
    http.securityMatcher("/", "/admin", "/admin/**")
        .securityContext(context -> context.securityContextRepository(contexts))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf ->
            csrf.csrfTokenRepository(csrfTokens)
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
        .headers(ConsoleConfiguration::headers)
        .authorizeHttpRequests(ConsoleConfiguration::permissions)
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint(ConsoleConfiguration::toSignIn)
                .accessDeniedHandler(denied))
        .addFilterBefore(errors.filter(), SecurityContextHolderFilter.class)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable);
    return http.build();
  }

  /// The one place that says what the roles may. Whatever is not a GET changes something, and is
  /// the administrators'; a person's own matters are below `/admin/account`.
  private static void permissions(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
        .permitAll()
        .requestMatchers("/", SIGN_IN, "/admin/assets/**")
        .permitAll()
        .requestMatchers("/admin/password")
        .hasAuthority("STAGE_" + Stage.PASSWORD.name())
        .requestMatchers("/admin/sign-out")
        .authenticated()
        .requestMatchers("/admin/account", "/admin/account/**")
        .hasAnyRole("ADMINISTRATOR", "AUDITOR")
        .requestMatchers(HttpMethod.GET)
        .hasAnyRole("ADMINISTRATOR", "AUDITOR")
        .anyRequest()
        .hasRole("ADMINISTRATOR");
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
        .xssProtection(HeadersConfigurer.XXssConfig::disable)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY));
  }

  /// With the page that was asked for, to go on there; htmx is told to load the whole page.
  private static void toSignIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    var target = UriComponentsBuilder.fromPath(request.getContextPath() + SIGN_IN);
    if (request.getMethod().equals("GET") && !path.equals("/admin")) {
      target.queryParam("next", "{next}");
    }
    var address = target.encode().buildAndExpand(path).toUriString();
    if (request.getHeader("HX-Request") != null) {
      response.setStatus(401);
      response.setHeader("HX-Redirect", request.getContextPath() + SIGN_IN);
    } else {
      response.sendRedirect(address);
    }
  }
}
