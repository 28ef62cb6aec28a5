/// Applications: the credentials of integrations, what they may do, from where, and until when.
///
/// Not here: tokens (`oauth`) and the people who sign in to the console (`admin`).
@ApplicationModule(allowedDependencies = {"access", "audit", "instance", "signals"})
@NullMarked
package com.unifiedbx.pbx.applications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
