/// Extensions as CSV in the columns of FreePBX's bulk handler, and the commands that import and
/// export them.
@NullMarked
package com.unifiedbx.pbx.extensions.csv;

import org.jspecify.annotations.NullMarked;
