/// What the database tells of changes that other nodes, the command line or an administrator made:
/// one listening connection for all rooms.
///
/// Not here: what a signal means.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.unifiedbx.pbx.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
