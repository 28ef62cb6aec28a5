/// What the dialplan that we ship keeps for itself.
@NullMarked
package com.unifiedbx.pbx.calls.dialplan;

import org.jspecify.annotations.NullMarked;
