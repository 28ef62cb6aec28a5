@NullMarked
package com.unifiedbx.pbx.signals;

import org.jspecify.annotations.NullMarked;
