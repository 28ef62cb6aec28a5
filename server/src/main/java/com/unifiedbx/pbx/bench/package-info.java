/// Measures the product as it ships, and trains the JVM for it: the commands `bench` and `warm`.
///
/// Top of the graph: everything here goes through the command line, HTTPS and `/proc`, as a user
/// would, except for the handler that the product is measured against.
@ApplicationModule(allowedDependencies = {"instance"})
@NullMarked
package com.unifiedbx.pbx.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
