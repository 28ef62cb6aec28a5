/// What `/gql` answers to applications that were made with `--freepbx-errors`: FreePBX 16's errors,
/// bodies and statuses.
@NullMarked
package com.unifiedbx.pbx.graphql.freepbx;

import org.jspecify.annotations.NullMarked;
