@NullMarked
package com.unifiedbx.pbx.whole;

import org.jspecify.annotations.NullMarked;
