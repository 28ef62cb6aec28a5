/// What the person at the keyboard gets to see of a start, also when another process does it.
@NullMarked
package com.unifiedbx.pbx.instance.terminal;

import org.jspecify.annotations.NullMarked;
