@NullMarked
package com.unifiedbx.pbx.bench;

import org.jspecify.annotations.NullMarked;
