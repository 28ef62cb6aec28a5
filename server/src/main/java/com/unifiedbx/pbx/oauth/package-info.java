/// OAuth 2: the token endpoint with revocation, introspection and metadata, and the filter that
/// recognises a bearer.
///
/// The protocol is Spring Security's authorization server and resource server; ours are the opaque
/// tokens, where clients come from, and what the answers say.
@ApplicationModule(allowedDependencies = {"access", "applications", "ratelimit", "rest"})
@NullMarked
package com.unifiedbx.pbx.oauth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
