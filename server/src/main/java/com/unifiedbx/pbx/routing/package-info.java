/// Routing: the trunks over which calls leave and come in.
///
/// Which trunk an outside call takes is the dialplan's business, which asks the view
/// `ast.outbound`.
@ApplicationModule(allowedDependencies = {"asterisk :: realtime"})
@NullMarked
package com.unifiedbx.pbx.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
