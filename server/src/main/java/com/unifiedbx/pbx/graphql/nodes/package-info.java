/// Relay's `node(id:)`: everything that has a global id, found by it.
@NullMarked
package com.unifiedbx.pbx.graphql.nodes;

import org.jspecify.annotations.NullMarked;
