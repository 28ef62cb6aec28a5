/// What was recorded of calls: found by the record of the call, fetched and deleted through it.
@NullMarked
package com.unifiedbx.pbx.cdr.recordings;

import org.jspecify.annotations.NullMarked;
