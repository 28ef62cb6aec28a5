@NullMarked
package com.unifiedbx.pbx.extensions.csv;

import org.jspecify.annotations.NullMarked;
