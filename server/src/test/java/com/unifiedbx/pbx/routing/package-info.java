@NullMarked
package com.unifiedbx.pbx.routing;

import org.jspecify.annotations.NullMarked;
