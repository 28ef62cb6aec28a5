package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a token, all but the token.
///
/// @param id names it in audit lines and lists
/// @param scopes asked for or granted by default, without those that are implied
record AccessToken(
    String id,
    String applicationId,
    Set<Scope> scopes,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {

  AccessToken {
    scopes = Set.copyOf(scopes);
  }
}
