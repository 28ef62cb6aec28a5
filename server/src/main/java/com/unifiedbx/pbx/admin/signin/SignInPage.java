package com.unifiedbx.pbx.admin.signin;

import com.unifiedbx.pbx.admin.session.SessionCookie;
import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/admin/sign-in`, the change of a first password that may follow, and `/admin/sign-out`.
@Controller
class SignInPage {

  /// Within the console, so that nobody can be led elsewhere after signing in.
  private static final Pattern NEXT = Pattern.compile("/admin(/[a-z0-9-]+)*(/[A-Za-z0-9_]+)?");

  private static final String FORM = "admin/sign-in";
  private static final String PASSWORD = "admin/password";

  private final SignIn signIn;
  private final CsrfTokenRepository csrf;
  private final Clock clock;

  SignInPage(SignIn signIn, CsrfTokenRepository csrf, Clock clock) {
    this.signIn = signIn;
    this.csrf = csrf;
    this.clock = clock;
  }

  @GetMapping("/")
  String root() {
    return "redirect:/admin";
  }

  @GetMapping("/admin/sign-in")
  String form(@RequestParam(required = false) @Nullable String next, Model model) {
    var signedIn = SignedIn.find();
    if (signedIn != null && signedIn.session().stage() == Stage.OPEN) {
      return "redirect:/admin";
    }
    model.addAttribute("next", inside(next));
    return FORM;
  }

  @PostMapping("/admin/sign-in")
  String signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return switch (signIn.attempt(name, new Secret(password), place(request))) {
      case SignInResult.Opened(var opened) -> {
        begin(opened, request, response);
        yield opened.session().stage() == Stage.PASSWORD
            ? "redirect:/admin/password"
            : "redirect:" + inside(next);
      }
      case SignInResult.Refused _ -> again(response, model, next, "signin.wrong", 0);
      case SignInResult.Locked(var until) ->
          again(response, model, next, "signin.locked", secondsUntil(until));
    };
  }

  private static String again(
      HttpServletResponse response, Model model, @Nullable String next, String why, long seconds) {
    response.setStatus(seconds == 0 ? 401 : 429);
    if (seconds > 0) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    model.addAttribute("next", inside(next));
    model.addAttribute("why", why);
    model.addAttribute("seconds", seconds);
    return FORM;
  }

  @GetMapping("/admin/password")
  String passwordForm() {
    return PASSWORD;
  }

  @PostMapping("/admin/password")
  String choosePassword(
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeated,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      if (!password.equals(repeated)) {
        model.addAttribute("why", "The two passwords differ: type the same one twice.");
      } else {
        begin(
            signIn.choosePassword(SignedIn.current(), new Secret(password), place(request)),
            request,
            response);
        return "redirect:/admin";
      }
    } catch (RefusedException e) {
      model.addAttribute("why", e.refusal().message());
    }
    response.setStatus(422);
    return PASSWORD;
  }

  @PostMapping("/admin/sign-out")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    signIn.signOut(SignedIn.current());
    SessionCookie.clear(response);
    csrf.saveToken(null, request, response);
    return "redirect:/admin/sign-in";
  }

  /// A new token against forged requests, too: the one before was known before anybody signed in.
  private void begin(
      Sessions.Opened opened, HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.set(response, opened.token());
    csrf.saveToken(null, request, response);
  }

  private long secondsUntil(Instant until) {
    return Math.max(1, Duration.between(clock.instant(), until).toSeconds() + 1);
  }

  private static SignIn.Place place(HttpServletRequest request) {
    return new SignIn.Place(request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
  }

  private static String inside(@Nullable String next) {
    return next != null && NEXT.matcher(next).matches() ? next : "/admin";
  }
}
