@NullMarked
package com.unifiedbx.pbx.graphql;

import org.jspecify.annotations.NullMarked;
