@NullMarked
package com.unifiedbx.pbx.rest;

import org.jspecify.annotations.NullMarked;
