/// Routing: the trunks over which calls leave and come in, and where those from outside go.
///
/// Which trunk an outside call takes is the dialplan's business, which asks the view
/// `ast.outbound`.
@ApplicationModule(allowedDependencies = {"access", "asterisk :: realtime"})
@NullMarked
package com.unifiedbx.pbx.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
