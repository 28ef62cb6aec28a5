package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A channel that exists at the moment of the question.
///
/// @param bridgeId the bridge that it is in, or null
/// @param age how long it has existed, to the second
public record LiveChannel(Channel channel, @Nullable String bridgeId, Duration age) {}
