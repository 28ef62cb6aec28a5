@NullMarked
package com.unifiedbx.pbx.graphql.freepbx;

import org.jspecify.annotations.NullMarked;
