package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what the container refused before any operation was reached: odd paths, odd methods.
@RestController
class ErrorRestController implements ErrorController {

  private final Problems problems;

  ErrorRestController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // The filter that gives ids does not see this second round of the request.
    response.setHeader(RequestId.HEADER, RequestId.begin(request.getHeader(RequestId.HEADER)));
    try {
      problems.write(response, refusal(request));
    } finally {
      RequestId.end();
    }
  }

  private static Refusal refusal(HttpServletRequest request) {
    return switch (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)) {
      case Integer status when status == 400 ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_request", "The request can't be read.");
      case Integer status when status == 403 || status == 405 || status == 501 ->
          Refusal.of(
              Refusal.Kind.WRONG_METHOD,
              "method_not_allowed",
              "This path has no " + method(request) + ".");
      case Integer status when status >= 500 ->
          Refusal.of(Refusal.Kind.INTERNAL, "internal_error", "Something broke here.");
      case null, default -> Refusal.notFound("There is nothing at this path.");
    };
  }

  /// As it was asked: in this second round every request is a GET.
  private static String method(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String asked
        ? asked
        : request.getMethod();
  }
}
