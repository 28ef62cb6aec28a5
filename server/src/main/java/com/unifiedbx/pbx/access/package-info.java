/// Who asks, and what that caller may do: scopes, the caller, and the one annotation that guards an
/// operation.
///
/// How a caller is recognised is the business of `oauth`; this room is below it so that every room
/// can name a scope.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.unifiedbx.pbx.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
