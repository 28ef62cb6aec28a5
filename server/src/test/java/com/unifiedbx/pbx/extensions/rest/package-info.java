@NullMarked
package com.unifiedbx.pbx.extensions.rest;

import org.jspecify.annotations.NullMarked;
