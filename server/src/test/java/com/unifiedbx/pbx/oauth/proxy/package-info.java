@NullMarked
package com.unifiedbx.pbx.oauth.proxy;

import org.jspecify.annotations.NullMarked;
