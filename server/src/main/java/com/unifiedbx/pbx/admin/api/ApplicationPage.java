package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.oauth.tokens.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One application: its form, its secrets and who uses them, and its end.
@Controller
@RequestMapping("/admin/applications/{id}")
class ApplicationPage {

  private static final String PAGE = "admin/application";

  private final Applications applications;
  private final Tokens tokens;
  private final ShownOnce shownOnce;
  private final Clock clock;

  ApplicationPage(Applications applications, Tokens tokens, ShownOnce shownOnce, Clock clock) {
    this.applications = applications;
    this.tokens = tokens;
    this.shownOnce = shownOnce;
    this.clock = clock;
  }

  @GetMapping
  String show(@PathVariable String id, HttpServletRequest request, Model model) {
    var now = applications.get(id);
    return page(now, ApplicationForm.of(now), new FormModel(model, request.getRemoteAddr()));
  }

  @PostMapping
  String save(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var form = ApplicationForm.of(typed);
    try {
      var wanted = form.application();
      applications.change(id, _ -> wanted);
      return done(id, "saved");
    } catch (RefusedException e) {
      model.addAttribute("refusal", e.refusal());
      response.setStatus(422);
      return page(applications.get(id), form, new FormModel(model, request.getRemoteAddr()));
    }
  }

  @PostMapping("/enable")
  String enable(@PathVariable String id) {
    applications.setEnabled(id, true);
    return done(id, "enabled");
  }

  @PostMapping("/disable")
  String disable(@PathVariable String id) {
    applications.setEnabled(id, false);
    return done(id, "disabled");
  }

  /// @param overlap for how many seconds the secret before stays good
  @PostMapping("/rotate")
  String rotate(@PathVariable String id, @RequestParam long overlap) {
    return shownOnce.redirect(applications.rotateSecret(id, Duration.ofSeconds(overlap)));
  }

  @PostMapping("/retire")
  String retire(@PathVariable String id) {
    applications.retireSecret(id);
    return done(id, "retired");
  }

  @PostMapping("/delete")
  String delete(@PathVariable String id) {
    applications.delete(id);
    return "redirect:/admin/applications?done=deleted";
  }

  /// Shows the secret if this session has just been given it, and never again.
  @GetMapping("/credentials")
  String credentials(@PathVariable String id, HttpServletRequest request, Model model) {
    model.addAttribute("made", applications.get(id));
    model.addAttribute("secret", shownOnce.take(id));
    model.addAttribute("origin", origin(request));
    return "admin/credentials";
  }

  private String page(Application now, ApplicationForm form, FormModel to) {
    to.add(form);
    to.model()
        .addAttribute("made", now)
        .addAttribute("now", clock.instant())
        .addAttribute("secrets", applications.listSecrets(now.id()))
        .addAttribute("tokens", tokens.countLive(now.id()));
    return PAGE;
  }

  private static String done(String id, String what) {
    return "redirect:/admin/applications/" + id + "?done=" + what;
  }

  /// Where the API is, as the browser was told; a script on the page knows better behind a proxy.
  private static String origin(HttpServletRequest request) {
    return request.getScheme() + "://" + request.getHeader("Host") + request.getContextPath();
  }
}
