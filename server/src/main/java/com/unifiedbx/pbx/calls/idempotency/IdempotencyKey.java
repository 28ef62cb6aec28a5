package com.unifiedbx.pbx.calls.idempotency;

/// An `Idempotency-Key` and the application that sent it: two applications never share one.
public record IdempotencyKey(String applicationId, String text) {}
