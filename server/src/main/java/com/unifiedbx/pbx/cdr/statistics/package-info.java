/// What is counted of call records: totals of lists, and statistics.
///
/// Counts come from `pbx.cdr_rollup`, which the database keeps current, and for the edges of a
/// period from the records themselves; so they are exact, and a year costs little more than a day.
/// Start reading at [com.unifiedbx.pbx.cdr.statistics.Span].
@NullMarked
package com.unifiedbx.pbx.cdr.statistics;

import org.jspecify.annotations.NullMarked;
