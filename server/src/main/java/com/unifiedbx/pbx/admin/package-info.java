/// The console: what people see and do in a browser, and the people who may (`admin.users`). Top of
/// the graph: pages ask the façades of the other rooms, as the caller that
/// [com.unifiedbx.pbx.access.Caller] makes of a person, and hold no rule of theirs.
@ApplicationModule(
    allowedDependencies = {
      "access",
      "applications",
      "audit",
      "instance",
      "oauth :: tokens",
      "rest"
    })
@NullMarked
package com.unifiedbx.pbx.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
