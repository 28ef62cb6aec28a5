/// The telephone exchange as the other rooms see it: commands, events and what is live.
///
/// The only room that speaks AMI. Everything that comes from Asterisk is parsed once, here, into
/// [ChannelEvent]s; everything that goes there is encoded here. What a call *means* is the business
/// of `calls`.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.unifiedbx.pbx.asterisk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
