@NullMarked
package com.unifiedbx.pbx.demo;

import org.jspecify.annotations.NullMarked;
