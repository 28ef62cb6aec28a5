@NullMarked
package com.unifiedbx.pbx.events;

import org.jspecify.annotations.NullMarked;
