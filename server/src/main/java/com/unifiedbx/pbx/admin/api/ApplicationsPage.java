package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.applications.Applications;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// `/admin/applications`: all of them.
@Controller
class ApplicationsPage {

  private final Applications applications;
  private final Clock clock;

  ApplicationsPage(Applications applications, Clock clock) {
    this.applications = applications;
    this.clock = clock;
  }

  @GetMapping("/admin/applications")
  String list(Model model) {
    model.addAttribute("applications", applications.list());
    model.addAttribute("now", clock.instant());
    return "admin/applications";
  }
}
