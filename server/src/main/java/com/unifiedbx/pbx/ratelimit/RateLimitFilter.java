package com.unifiedbx.pbx.ratelimit;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.rest.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Charges each request of an application to that application, after Spring Security said who asks.
///
/// The bucket is the application's own, so that a noisy one slows nobody but itself.
@Component
class RateLimitFilter extends OncePerRequestFilter {

  private final RateLimits limits;
  private final Problems problems;
  private final boolean limiting;

  RateLimitFilter(RateLimits limits, Problems problems, RateLimitProperties properties) {
    this.limits = limits;
    this.problems = problems;
    this.limiting = properties.applications();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = limiting ? Caller.find() : null;
    var rate = caller == null ? null : caller.terms().rate();
    if (caller == null || rate == null) {
      chain.doFilter(request, response);
      return;
    }
    var charge = limits.charge(limit(rate), caller.applicationId());
    charge.tell(response);
    if (charge.allowed()) {
      chain.doFilter(request, response);
    } else {
      problems.write(
          request,
          response,
          charge.refusal(
              "This application may send "
                  + rate.perSecond()
                  + " requests a second: wait as Retry-After says."));
    }
  }

  private static Limit limit(RateClass rate) {
    return Limit.perSecond("api", rate.perSecond(), rate.burst());
  }
}
