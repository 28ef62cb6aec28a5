package com.unifiedbx.pbx.admin.home;

import com.unifiedbx.pbx.applications.Applications;
import jakarta.servlet.http.HttpServletRequest;
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

  /// Says what to use meanwhile.
  @GetMapping({
    "/admin/extensions",
    "/admin/calls",
    "/admin/records",
    "/admin/voicemail",
    "/admin/system",
    "/admin/users"
  })
  String coming(HttpServletRequest request, Model model) {
    var path = request.getRequestURI();
    model.addAttribute("section", path.substring(path.lastIndexOf('/') + 1));
    return "admin/coming";
  }
}
