package com.unifiedbx.pbx.admin.frame;

import com.unifiedbx.pbx.rest.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// Shows a refusal: as a page, or as the lines that htmx puts into one.
@Controller
class ProblemPage {

  @RequestMapping(ConsoleErrors.PATH)
  String show(HttpServletRequest request, HttpServletResponse response, Model model) {
    var refusal = ConsoleErrors.shown(request);
    if (refusal == null) {
      return "redirect:/admin";
    }
    response.setStatus(Problems.status(refusal.kind()).value());
    var wait = refusal.retryAfter();
    if (wait != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    }
    model.addAttribute("refusal", refusal);
    model.addAttribute("retry", again(request));
    return request.getHeader("HX-Request") == null ? "admin/problem" : "admin/problem :: lines";
  }

  /// Where the page was asked for, if asking again changes nothing.
  private static String again(HttpServletRequest request) {
    return request.getMethod().equals("GET")
            && request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String path
        ? path
        : "";
  }
}
