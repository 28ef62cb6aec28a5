/// Call detail records in bulk: as CSV and as JSON Lines.
@NullMarked
package com.unifiedbx.pbx.cdr.export;

import org.jspecify.annotations.NullMarked;
