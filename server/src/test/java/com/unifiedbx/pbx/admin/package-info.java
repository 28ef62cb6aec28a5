@NullMarked
package com.unifiedbx.pbx.admin;

import org.jspecify.annotations.NullMarked;
