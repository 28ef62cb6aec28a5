package com.unifiedbx.pbx.oauth.proxy;

import com.unifiedbx.pbx.applications.AddressBlock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets everything inside see the sender's address instead of a trusted proxy's: allowlists, limits
/// and the audit log ask the request and know nothing of proxies.
@Component
@EnableConfigurationProperties(ProxyProperties.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SenderFilter extends OncePerRequestFilter {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED = "Forwarded";

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
    chain.doFilter(new Sent(request, sender), response);
  }

  /// A request whose address is the sender's.
  private static final class Sent extends HttpServletRequestWrapper {

    private final String sender;

    Sent(HttpServletRequest request, String sender) {
      super(request);
      this.sender = sender;
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
