package com.unifiedbx.pbx.extensions;

import org.jspecify.annotations.Nullable;

/// An extension to make.
///
/// @param secret chosen for it, or null for a random one
public record WantedExtension(NewExtension made, @Nullable String secret) {}
