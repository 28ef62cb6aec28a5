/// Commands to calls that stand: transfer, hold, mute, keys, parking, recording, conferences,
/// supervision.
///
/// [CallCommands] is what REST and GraphQL ask; what it needs of the rest of the room it says in
/// [Tracking]. What Asterisk acknowledges and does not do is a refusal here.
@NullMarked
package com.unifiedbx.pbx.calls.control;

import org.jspecify.annotations.NullMarked;
