package com.unifiedbx.pbx.asterisk;

import org.jspecify.annotations.Nullable;

/// A channel that exists at the moment of the question.
///
/// @param bridgeId the bridge that it is in, or null
public record LiveChannel(Channel channel, @Nullable String bridgeId) {}
