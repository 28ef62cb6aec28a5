/// Calls in PostgreSQL: their present state, their timeline, and the events that tell of each step,
/// all written in one transaction.
///
/// Start reading at [com.unifiedbx.pbx.calls.store.CallStore].
@NullMarked
package com.unifiedbx.pbx.calls.store;

import org.jspecify.annotations.NullMarked;
