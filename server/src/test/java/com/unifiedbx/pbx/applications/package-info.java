@NullMarked
package com.unifiedbx.pbx.applications;

import org.jspecify.annotations.NullMarked;
