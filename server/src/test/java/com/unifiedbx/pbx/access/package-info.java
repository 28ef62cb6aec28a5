@NullMarked
package com.unifiedbx.pbx.access;

import org.jspecify.annotations.NullMarked;
