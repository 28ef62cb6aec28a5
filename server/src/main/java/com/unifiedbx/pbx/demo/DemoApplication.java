package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.CreatedApplication;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// The application whose credentials the demo shows.
final class DemoApplication {

  private static final String NAME = "demo";
  private static final String DESCRIPTION = "Made by up --demo, and made anew by the next one.";
  private static final List<String> SCOPES =
      List.of(
          "call:read",
          "call:write",
          "cdr:read",
          "extension:read",
          "extension:write",
          "voicemail:read",
          "event:read",
          "system:read");

  private final Applications applications;

  DemoApplication(Applications applications) {
    this.applications = applications;
  }

  /// Ends the demo's application of an earlier start, with its tokens, and makes another. One of
  /// the user's own with that name stays; the new one gets a longer name.
  ///
  /// @param bind the address of the API; a call from there is a call from this machine, too
  CreatedApplication renew(String bind) {
    var name = NAME;
    for (var known : applications.list()) {
      if (known.description().equals(DESCRIPTION)) {
        applications.delete(known.id());
      } else if (known.name().equals(NAME)) {
        name = "up --demo";
      }
    }
    var sources = new ArrayList<>(List.of("127.0.0.1", "::1"));
    if (!InetAddress.ofLiteral(bind).isAnyLocalAddress()) {
      sources.add(bind);
    }
    return applications.create(
        new NewApplication(name, DESCRIPTION, SCOPES, Allowlist.parse(sources), null));
  }
}
