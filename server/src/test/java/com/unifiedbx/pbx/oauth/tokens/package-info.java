@NullMarked
package com.unifiedbx.pbx.oauth.tokens;

import org.jspecify.annotations.NullMarked;
