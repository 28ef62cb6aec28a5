@NullMarked
package com.unifiedbx.pbx.cdr.export;

import org.jspecify.annotations.NullMarked;
