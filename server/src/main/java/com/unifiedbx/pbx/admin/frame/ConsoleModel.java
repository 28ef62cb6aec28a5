package com.unifiedbx.pbx.admin.frame;

import com.unifiedbx.pbx.admin.session.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Gives every page of the console what its layout needs.
@ControllerAdvice(basePackages = "com.unifiedbx.pbx.admin")
class ConsoleModel {

  private static final Pattern DONE = Pattern.compile("[a-z-]{1,30}");

  private final Assets assets;

  ConsoleModel(Assets assets) {
    this.assets = assets;
  }

  @ModelAttribute
  void add(Model model, HttpServletRequest request) {
    // What kept the request from being recognised would keep this from it, too.
    var signedIn = ConsoleErrors.isShowing(request) ? null : SignedIn.find();
    model.addAttribute("assets", assets);
    model.addAttribute("console", Console.of(signedIn, csrf(request)));
    model.addAttribute("done", done(request.getParameter("done")));
  }

  /// What was done by the form before this page: `saved` is told as the message `done.saved`. Words
  /// that no page of ours wrote are not there, and tell nothing.
  private static @Nullable String done(@Nullable String key) {
    return key != null && DONE.matcher(key).matches() ? key : null;
  }

  /// Asked for before the page is written: its cookie can't be set once it is on the way.
  private static String csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }
}
