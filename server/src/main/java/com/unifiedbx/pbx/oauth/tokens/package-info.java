/// The opaque access tokens: what is kept of them, and where. Nothing here knows the protocol.
@NamedInterface("tokens")
@NullMarked
package com.unifiedbx.pbx.oauth.tokens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
