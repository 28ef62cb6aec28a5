/// The people who keep the system. Their console is yet to come; their password is here already, so
/// that it never had a default.
@ApplicationModule(allowedDependencies = {"audit", "instance"})
@NullMarked
package com.unifiedbx.pbx.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
