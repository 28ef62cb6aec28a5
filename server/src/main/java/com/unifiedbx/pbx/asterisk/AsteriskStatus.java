package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of the link to Asterisk, for health page and metrics.
///
/// @param up whether commands and events flow and Asterisk is fully booted
/// @param version Asterisk's version as it last said, or null before the first connection
/// @param since since when the link is in this state
/// @param lastProblem why the link is down, in words; null when it is up
/// @param roundTrip of the last command, or null
/// @param reconnects connections after the first
/// @param overflows how often events came faster than they were taken
public record AsteriskStatus(
    boolean up,
    @Nullable String version,
    Instant since,
    @Nullable String lastProblem,
    @Nullable Duration roundTrip,
    long reconnects,
    long overflows) {}
