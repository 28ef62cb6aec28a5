package com.unifiedbx.pbx.applications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A client secret as it is checked: an identity and what the [Pepper] made of it.
record StoredSecret(long id, byte[] hash, @Nullable Instant expiresAt) {}
