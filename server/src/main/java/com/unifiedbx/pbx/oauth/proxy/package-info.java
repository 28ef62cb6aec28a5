/// From which address a request came, when a proxy that we trust stands in between.
@NullMarked
package com.unifiedbx.pbx.oauth.proxy;

import org.jspecify.annotations.NullMarked;
