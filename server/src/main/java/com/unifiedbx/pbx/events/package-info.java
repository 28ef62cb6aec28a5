/// What happens, told once and in order: the log of events, and the streams that integrations
/// follow.
///
/// [Events] is the façade. Rooms publish [com.unifiedbx.pbx.kernel.PublicEvent] inside their
/// transactions and this room appends it to the log with the same transaction; it knows none of
/// them. Every stream, whatever its transport, reads the same log under the same cursors.
@ApplicationModule(allowedDependencies = {"access", "rest", "signals"})
@NullMarked
package com.unifiedbx.pbx.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
