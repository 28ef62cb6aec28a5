/// What becomes of a call that we originated: the state machine that turns Asterisk's events into
/// statuses, and Asterisk's words about an end into one failure.
///
/// Knows no database, no clock and no link: events, time and the state after a lost link are
/// brought to [com.unifiedbx.pbx.calls.tracking.OriginatedCall], which says what the call is then.
@NullMarked
package com.unifiedbx.pbx.calls.tracking;

import org.jspecify.annotations.NullMarked;
