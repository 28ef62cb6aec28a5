/// The same request sent twice is done once: keys that clients choose, and the answers kept under
/// them.
///
/// Knows nothing of calls but their ids; what is done and how it is answered comes from outside as
/// an attempt. Start reading at [com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers].
@NullMarked
package com.unifiedbx.pbx.calls.idempotency;

import org.jspecify.annotations.NullMarked;
