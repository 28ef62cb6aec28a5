/// Calls: origination that tells the truth, what is live now, and what became of it.
///
/// [Calls] is the façade. A call is tracked by [LiveCalls] from Asterisk's events alone; the
/// database holds a copy that is written behind the events and outlives a restart. The state
/// machine of a call is in `tracking`; requests that are sent twice are the job of `idempotency`.
@ApplicationModule(
    allowedDependencies = {"access", "asterisk", "asterisk :: channels", "ratelimit", "rest"})
@NullMarked
package com.unifiedbx.pbx.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
