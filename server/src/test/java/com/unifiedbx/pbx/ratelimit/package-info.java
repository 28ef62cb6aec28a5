@NullMarked
package com.unifiedbx.pbx.ratelimit;

import org.jspecify.annotations.NullMarked;
