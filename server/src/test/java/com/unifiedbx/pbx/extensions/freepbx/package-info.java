@NullMarked
package com.unifiedbx.pbx.extensions.freepbx;

import org.jspecify.annotations.NullMarked;
