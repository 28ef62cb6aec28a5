/// What every GraphQL operation needs and no feature owns: the endpoint, the cache of documents,
/// limits, and errors.
@ApplicationModule(allowedDependencies = {"access", "rest", "signals"})
@NullMarked
package com.unifiedbx.pbx.graphql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
