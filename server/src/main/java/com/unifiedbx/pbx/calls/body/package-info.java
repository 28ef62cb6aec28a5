/// Reads the body of an originate request strictly.
@NullMarked
package com.unifiedbx.pbx.calls.body;

import org.jspecify.annotations.NullMarked;
