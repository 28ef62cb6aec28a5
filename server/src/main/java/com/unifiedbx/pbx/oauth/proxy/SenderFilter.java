package com.unifiedbx.pbx.oauth.proxy;

import com.unifiedbx.pbx.applications.AddressBlock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets everything inside see the sender's address instead of a trusted proxy's: allowlists, limits
/// and the audit log ask the request and know nothing of proxies.
///
/// The console's links begin with the prefix under which such a proxy serves us
/// (`X-Forwarded-Prefix`), as if that were the context path. The API has no links that would need
/// it and knows its own paths.
@Component
@EnableConfigurationProperties(ProxyProperties.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SenderFilter extends OncePerRequestFilter {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED = "Forwarded";
  private static final String FORWARDED_PREFIX = "X-Forwarded-Prefix";
  private static final String API = "/admin/api/api";

  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");
  private static final int LONGEST_PREFIX = 200;

  private final ForwardedFor proxies;

  SenderFilter(ProxyProperties properties) {
    this.proxies =
        new ForwardedFor(properties.trusted().stream().map(AddressBlock::parse).toList());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var socket = request.getRemoteAddr();
    if (proxies.trusted().isEmpty() || !proxies.trusts(socket)) {
      chain.doFilter(request, response);
      return;
    }
    var sender =
        proxies.sender(socket, request.getHeaders(FORWARDED_FOR), request.getHeaders(FORWARDED));
    chain.doFilter(new Sent(request, sender, prefix(request)), response);
  }

  /// What the proxy took off the path, empty for nothing.
  private static String prefix(HttpServletRequest request) {
    var told = request.getHeader(FORWARDED_PREFIX);
    if (told == null || request.getRequestURI().startsWith(API)) {
      return "";
    }
    var prefix = told.endsWith("/") ? told.substring(0, told.length() - 1) : told;
    return prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches() ? prefix : "";
  }

  /// A request whose address is the sender's, and whose path is the one that the sender asked for.
  private static final class Sent extends HttpServletRequestWrapper {

    private final String sender;
    private final String prefix;

    Sent(HttpServletRequest request, String sender, String prefix) {
      super(request);
      this.sender = sender;
      this.prefix = prefix;
    }

    @Override
    public String getContextPath() {
      return prefix + super.getContextPath();
    }

    @Override
    public String getRequestURI() {
      return prefix + super.getRequestURI();
    }

    @Override
    public String getRemoteAddr() {
      return sender;
    }

    @Override
    public String getRemoteHost() {
      return sender;
    }
  }
}
