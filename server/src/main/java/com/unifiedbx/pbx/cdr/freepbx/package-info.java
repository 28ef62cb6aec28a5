/// Call records as the REST clients of FreePBX in the wild ask for them.
@NullMarked
package com.unifiedbx.pbx.cdr.freepbx;

import org.jspecify.annotations.NullMarked;
