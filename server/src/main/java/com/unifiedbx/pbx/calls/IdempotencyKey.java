package com.unifiedbx.pbx.calls;

/// An `Idempotency-Key` and the application that sent it: two applications never share one.
record IdempotencyKey(String applicationId, String text) {}
