/// An exchange that is played, so that the moment is known at which an event is on the line.
@NullMarked
package com.unifiedbx.pbx.bench.exchange;

import org.jspecify.annotations.NullMarked;
