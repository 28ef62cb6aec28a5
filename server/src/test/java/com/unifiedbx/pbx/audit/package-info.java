@NullMarked
package com.unifiedbx.pbx.audit;

import org.jspecify.annotations.NullMarked;
