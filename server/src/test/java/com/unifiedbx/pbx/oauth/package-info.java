@NullMarked
package com.unifiedbx.pbx.oauth;

import org.jspecify.annotations.NullMarked;
