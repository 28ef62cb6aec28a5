/// FreePBX's names for call detail records, over [com.unifiedbx.pbx.cdr.Cdrs].
@NullMarked
package com.unifiedbx.pbx.cdr.graphql;

import org.jspecify.annotations.NullMarked;
