/// What every REST operation needs and no feature owns: problem details, request ids, bodies
/// whatever their declared type.
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package com.unifiedbx.pbx.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
