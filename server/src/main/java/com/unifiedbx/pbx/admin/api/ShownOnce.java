package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.applications.CreatedApplication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Carries a client secret from the request that made it to the page that shows it once.
@Component
class ShownOnce {

  private final Sessions sessions;

  ShownOnce(Sessions sessions) {
    this.sessions = sessions;
  }

  /// @return where the page is
  String redirect(CreatedApplication created) {
    var id = created.application().id();
    sessions.tell(SignedIn.current(), id + " " + created.secret().value());
    return "redirect:/admin/applications/" + id + "/credentials";
  }

  /// The secret of that application if this session was just given it; null from then on.
  @Nullable String take(String applicationId) {
    var note = sessions.takeNote(SignedIn.current());
    return note != null && note.startsWith(applicationId + " ")
        ? note.substring(applicationId.length() + 1)
        : null;
  }
}
