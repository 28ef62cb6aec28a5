/// The audit log: who did what, when, from where, and who was refused. Append-only, and chained so
/// that a change behind its back shows.
///
/// Knows no feature: rooms publish [com.unifiedbx.pbx.kernel.Audited] changes and
/// [com.unifiedbx.pbx.access.SecurityEvent]s. Not here: the event stream for integrations
/// (`events`) and the program's own log.
@ApplicationModule(allowedDependencies = {"access", "instance", "rest"})
@NullMarked
package com.unifiedbx.pbx.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
