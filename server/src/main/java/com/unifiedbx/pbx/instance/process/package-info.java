/// Processes of this machine: running short commands, telling long-lived ones apart, and starting
/// dead ones again.
///
/// Knows neither PostgreSQL nor Asterisk.
@NullMarked
package com.unifiedbx.pbx.instance.process;

import org.jspecify.annotations.NullMarked;
