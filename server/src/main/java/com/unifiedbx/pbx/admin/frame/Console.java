package com.unifiedbx.pbx.admin.frame;

import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.rest.RequestId;
import org.jspecify.annotations.Nullable;

/// What the layout has to know, in every template as `console`.
///
/// @param user who is signed in, or null
/// @param administrator whether that person may change things: hide the buttons otherwise
/// @param requestId of this request, for pages that tell of a failure
/// @param csrf what forms send by themselves (`th:action`) and scripts as `X-CSRF-TOKEN`
public record Console(@Nullable String user, boolean administrator, String requestId, String csrf) {

  static Console of(@Nullable SignedIn signedIn, String csrf) {
    if (signedIn == null || signedIn.session().stage() != Stage.OPEN) {
      return new Console(null, false, RequestId.current(), csrf);
    }
    var session = signedIn.session();
    return new Console(
        session.user(), session.role() == Role.ADMINISTRATOR, RequestId.current(), csrf);
  }
}
