package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost filter: gives the request its id and answers whatever the layers inside could not.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFilter extends OncePerRequestFilter {

  /// The same for every path, there or not: whoever asks without a token learns nothing, and no
  /// browser is told that it may call from another origin.
  private static final Refusal NO_OPTIONS =
      Refusal.of(Refusal.Kind.WRONG_METHOD, "method_not_allowed", "There is no OPTIONS here.");

  private final Problems problems;
  private final AtomicLong bodiesInHand = new AtomicLong();

  RequestFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    response.setHeader(RequestId.HEADER, RequestId.begin(request.getHeader(RequestId.HEADER)));
    var read =
        AnyTypeBody.isForm(request)
            ? request
            : LimitedBody.of(AnyTypeBody.readable(request), bodiesInHand);
    try {
      if (request.getMethod().equals("OPTIONS")) {
        throw NO_OPTIONS.asException();
      }
      chain.doFilter(read, response);
    } catch (RefusedException e) {
      answer(response, e.refusal());
    } catch (ServletException | RuntimeException e) {
      answer(response, Faults.refusal(e));
    } finally {
      LimitedBody.release(read);
      UnreadBody.drain(request);
      RequestId.end();
    }
  }

  private void answer(HttpServletResponse response, Refusal refusal) throws IOException {
    problems.write(response, refusal);
  }
}
