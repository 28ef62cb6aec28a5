package com.unifiedbx.pbx.admin.home;

import com.unifiedbx.pbx.applications.Applications;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// `/admin`, and the sections whose pages are not built yet.
@Controller
class HomePage {

  private final Applications applications;

  HomePage(Applications applications) {
    this.applications = applications;
  }

  @GetMapping("/admin")
  String home(Model model) {
    model.addAttribute("applications", applications.list().size());
    return "admin/home";
  }

  @GetMapping("/admin/extensions")
  String extensions(Model model) {
    return coming("extensions", model);
  }

  @GetMapping("/admin/calls")
  String calls(Model model) {
    return coming("calls", model);
  }

  @GetMapping("/admin/records")
  String records(Model model) {
    return coming("records", model);
  }

  @GetMapping("/admin/voicemail")
  String voicemail(Model model) {
    return coming("voicemail", model);
  }

  @GetMapping("/admin/system")
  String system(Model model) {
    return coming("system", model);
  }

  @GetMapping("/admin/users")
  String users(Model model) {
    return coming("users", model);
  }

  private static String coming(String section, Model model) {
    model.addAttribute("section", section);
    return "admin/coming";
  }
}
