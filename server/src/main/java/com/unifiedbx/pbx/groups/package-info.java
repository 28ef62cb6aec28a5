/// Several numbers for one: ring groups, and the numbers that follow an extension's owner.
///
/// How they are rung is the dialplan's business (`ring-numbers`), which reads them from Asterisk's
/// cache.
@ApplicationModule(allowedDependencies = {"access", "asterisk :: realtime"})
@NullMarked
package com.unifiedbx.pbx.groups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
