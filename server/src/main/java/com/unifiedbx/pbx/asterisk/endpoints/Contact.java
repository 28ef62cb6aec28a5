package com.unifiedbx.pbx.asterisk.endpoints;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One phone that is registered for an endpoint.
///
/// @param uri where it is reached
/// @param userAgent what it says it is; empty when it says nothing
/// @param status `reachable`, `unreachable`, or `unknown` until it was asked for a sign of life
/// @param roundTrip of the last sign of life
/// @param expiresAt when the registration ends unless it is renewed
public record Contact(
    String endpoint,
    String uri,
    String userAgent,
    String status,
    @Nullable Duration roundTrip,
    @Nullable Instant expiresAt) {}
