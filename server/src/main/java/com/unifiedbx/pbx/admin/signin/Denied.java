package com.unifiedbx.pbx.admin.signin;

import com.unifiedbx.pbx.admin.frame.ConsoleErrors;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/// Tells why a request was not let through: by its role, for want of a form's token, or because the
/// sign-in is not done yet.
@Component
class Denied implements AccessDeniedHandler {

  private final ConsoleErrors errors;

  Denied(ConsoleErrors errors) {
    this.errors = errors;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException, ServletException {
    var signedIn = SignedIn.find();
    if (signedIn != null && signedIn.session().stage() == Stage.PASSWORD) {
      response.sendRedirect(request.getContextPath() + "/admin/password");
    } else if (why instanceof CsrfException) {
      errors.show(
          request,
          response,
          refusal("form_expired", "This form was open for too long: load the page anew."));
    } else {
      errors.show(
          request, response, refusal("not_allowed", "Your role reads and does not change this."));
    }
  }

  private static Refusal refusal(String code, String message) {
    return Refusal.of(Refusal.Kind.FORBIDDEN, code, message);
  }
}
