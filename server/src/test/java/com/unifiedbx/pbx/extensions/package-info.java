@NullMarked
package com.unifiedbx.pbx.extensions;

import org.jspecify.annotations.NullMarked;
