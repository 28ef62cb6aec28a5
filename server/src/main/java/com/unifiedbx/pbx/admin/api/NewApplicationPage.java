package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The form of a new application.
@Controller
class NewApplicationPage {

  private static final String FORM = "admin/new-application";

  private final Applications applications;
  private final ShownOnce shownOnce;

  NewApplicationPage(Applications applications, ShownOnce shownOnce) {
    this.applications = applications;
    this.shownOnce = shownOnce;
  }

  @GetMapping("/admin/applications/new")
  String form(HttpServletRequest request, Model model) {
    new FormModel(model, request.getRemoteAddr()).add(ApplicationForm.EMPTY);
    return FORM;
  }

  @PostMapping("/admin/applications")
  String create(
      @RequestParam MultiValueMap<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var form = ApplicationForm.of(typed);
    try {
      return shownOnce.redirect(applications.create(form.application()));
    } catch (RefusedException e) {
      model.addAttribute("refusal", e.refusal());
      response.setStatus(422);
      new FormModel(model, request.getRemoteAddr()).add(form);
      return FORM;
    }
  }

  /// Answers the entries of the whitelist while they are typed.
  @PostMapping("/admin/applications/whitelist")
  String whitelist(
      @RequestParam(defaultValue = "") String whitelist, HttpServletRequest request, Model model) {
    new FormModel(model, request.getRemoteAddr()).addLines(whitelist);
    return "admin/application-form :: lines";
  }
}
