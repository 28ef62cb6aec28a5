package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The form of a new application, and its credentials, shown once.
@Controller
class NewApplicationPage {

  private static final String FORM = "admin/new-application";

  private final Applications applications;
  private final Sessions sessions;

  NewApplicationPage(Applications applications, Sessions sessions) {
    this.applications = applications;
    this.sessions = sessions;
  }

  @GetMapping("/admin/applications/new")
  String form(HttpServletRequest request, Model model) {
    return form(ApplicationForm.EMPTY, request, model);
  }

  @PostMapping("/admin/applications")
  String create(
      @RequestParam MultiValueMap<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var form = ApplicationForm.of(typed);
    try {
      var created = applications.create(form.application());
      var id = created.application().id();
      sessions.tell(SignedIn.current(), id + " " + created.secret().value());
      return "redirect:/admin/applications/" + id + "/credentials";
    } catch (RefusedException e) {
      model.addAttribute("refusal", e.refusal());
      response.setStatus(422);
      return form(form, request, model);
    }
  }

  /// Answers the entries of the whitelist while they are typed.
  @PostMapping("/admin/applications/whitelist")
  String whitelist(
      @RequestParam(defaultValue = "") String whitelist, HttpServletRequest request, Model model) {
    addLines(whitelist, request, model);
    return FORM + " :: lines";
  }

  /// Shows the secret if this session has just been given it, and never again.
  @GetMapping("/admin/applications/{id}/credentials")
  String credentials(@PathVariable String id, HttpServletRequest request, Model model) {
    model.addAttribute("made", applications.get(id));
    var note = sessions.takeNote(SignedIn.current());
    if (note != null && note.startsWith(id + " ")) {
      model.addAttribute("secret", note.substring(id.length() + 1));
    }
    model.addAttribute("origin", origin(request));
    return "admin/credentials";
  }

  private static String form(ApplicationForm form, HttpServletRequest request, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("groups", ScopeTree.GROUPS);
    model.addAttribute("presets", ScopeTree.PRESETS);
    model.addAttribute("myAddress", request.getRemoteAddr());
    addLines(form.whitelist(), request, model);
    return FORM;
  }

  private static void addLines(String whitelist, HttpServletRequest request, Model model) {
    var mine = request.getRemoteAddr();
    model.addAttribute(
        "lines",
        AddressLine.entries(whitelist).stream().map(line -> AddressLine.of(line, mine)).toList());
  }

  /// Where the API is, as the browser was told; a script on the page knows better behind a proxy.
  private static String origin(HttpServletRequest request) {
    return request.getScheme() + "://" + request.getHeader("Host") + request.getContextPath();
  }
}
