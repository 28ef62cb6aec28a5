/// What runs on this machine for one data directory: PostgreSQL, Asterisk, certificates, secrets,
/// and the commands `up`, `down` and `status`.
///
/// Here are the commands and what other rooms may know; the jobs are in sub-packages, all hidden
/// but `asterisk`.
///
/// No Spring here: this room runs before the application context exists and goes on when it is
/// gone. It knows nothing about extensions, calls or applications.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.unifiedbx.pbx.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
