package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.applications.CreatedApplication;
import java.util.List;

/// What the demo ends with: the commands of the documentation with real values in them.
///
/// @param url `https://127.0.0.1:8443`
/// @param trust what makes curl trust the certificate
record DemoCommands(String url, String trust, CreatedApplication made, String token) {

  List<String> lines() {
    return text().lines().toList();
  }

  private String text() {
    return """

    The demo is ready. Phones 1001 (Alice) and 1002 (Bob) ring for a second and answer; so does
    12075551234, which is called over the trunk "carrier" and hangs up after a minute. 12075550101
    is busy, 12075550102 rings and never answers, 12075550103 declines, and no other outside number
    exists.
    The application "NAME" can be used from this machine only. These secrets are shown only now:

    # Get an access token; the commands below have one for the next hour.
    curl TRUST -X POST URL/token \\
      -d "grant_type=client_credentials" \\
      -d "client_id=CLIENT" \\
      -d "client_secret=SECRET"

    # Call GraphQL.
    curl TRUST -X POST URL/gql \\
      -H "Authorization: Bearer TOKEN" \\
      -H "Content-Type: application/json" \\
      -d '{"query": "{ fetchAllExtensions { extension { user { name extension } } } }"}'

    # Originate a call (extension 1001 calls 12075551234).
    curl TRUST -X POST URL/originate \\
      -H "Authorization: Bearer TOKEN" \\
      -d '{"channel": "PJSIP/1001", "context": "from-internal", "exten": "12075551234", "priority": 1}'

    # See the latest call records. A call has one when it is over: this one after a minute, or at once
    # by POST URL/calls/<its id>/hangup
    curl TRUST "URL/cdr?limit=5" -H "Authorization: Bearer TOKEN"
    """
        .replace("NAME", made.application().name())
        .replace("TRUST", trust)
        .replace("URL", url + "/admin/api/api")
        .replace("CLIENT", made.application().id())
        .replace("SECRET", made.secret().value())
        .replace("TOKEN", token);
  }

  /// As one word of a shell command.
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
