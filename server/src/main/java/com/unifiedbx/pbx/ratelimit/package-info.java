/// How often something may be done: token buckets by application, by address, by what you like.
///
/// In memory, or in PostgreSQL when several nodes are to share the limits. What an application may
/// do at all is the business of `access`.
@ApplicationModule(allowedDependencies = {"access", "rest"})
@NullMarked
package com.unifiedbx.pbx.ratelimit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
