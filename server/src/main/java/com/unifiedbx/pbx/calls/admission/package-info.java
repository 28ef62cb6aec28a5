/// How many calls Asterisk is given to set up at once.
@NullMarked
package com.unifiedbx.pbx.calls.admission;

import org.jspecify.annotations.NullMarked;
