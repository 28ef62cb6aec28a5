package com.unifiedbx.pbx.calls.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept under an [IdempotencyKey].
///
/// @param bodyHash SHA-256 of the request's body, in hexadecimal
/// @param callId the call that the holder of the key made or is about to make
/// @param status HTTP status of the answer; with `body` null while somebody works on it
record KeptAnswer(
    String bodyHash,
    String callId,
    Instant createdAt,
    @Nullable Integer status,
    @Nullable String body) {}
