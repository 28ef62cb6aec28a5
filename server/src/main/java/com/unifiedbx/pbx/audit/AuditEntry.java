package com.unifiedbx.pbx.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that was done or refused, before it has its place in the chain.
///
/// @param time in whole microseconds, as the database keeps them
/// @param before JSON text
/// @param after JSON text
/// @param error the code of the refusal, null when there was none
record AuditEntry(
    Instant time,
    Actor by,
    String operation,
    String object,
    @Nullable String before,
    @Nullable String after,
    Outcome outcome,
    @Nullable String error) {}
