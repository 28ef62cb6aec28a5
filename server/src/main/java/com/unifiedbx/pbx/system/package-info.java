/// How the system is: health for monitors, metrics for Prometheus.
@ApplicationModule(
    allowedDependencies = {"access", "asterisk", "cdr", "events", "instance", "rest"})
@NullMarked
package com.unifiedbx.pbx.system;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
