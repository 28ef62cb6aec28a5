package com.unifiedbx.pbx.applications;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a client secret, all but the secret.
///
/// @param id names it for `retire-secret`; not a piece of the secret
/// @param expiresAt when it ends, for one that was rotated out with an overlap; null for never
/// @param users from where it was used, the latest first
public record ClientSecret(
    long id,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedAddress,
    List<User> users) {

  /// An address from which the secret was used.
  public record User(String address, Instant firstUsedAt, Instant lastUsedAt, long uses) {}

  public ClientSecret {
    users = List.copyOf(users);
  }

  public boolean isLive(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
