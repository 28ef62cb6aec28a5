/// The live state of extensions: who is registered from where, what the phones are doing, how many
/// calls and messages there are; and the events that tell of it.
///
/// [Presence] is the façade. What it knows comes from Asterisk's events and, whenever the link is
/// new, from Asterisk's lists; the database keeps what was told last, so that changes which nobody
/// watched are told afterwards and no change is told twice, however many nodes watch.
@ApplicationModule(allowedDependencies = {"access", "asterisk", "asterisk :: endpoints", "rest"})
@NullMarked
package com.unifiedbx.pbx.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
