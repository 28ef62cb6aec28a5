package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.access.ScopeNames;
import com.unifiedbx.pbx.access.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An integration that may call the API.
///
/// @param id the `client_id`; never changes
/// @param scopeNames as they were granted, FreePBX's names included
/// @param allowlist the source addresses, or null for "from anywhere", which someone chose on
///   purpose
/// @param tokenLifetime of the tokens issued from now on
/// @param terms FreePBX's errors, fence and rate class
/// @param lastUsedAt when it last fetched a token
public record Application(
    String id,
    String name,
    String description,
    List<String> scopeNames,
    @Nullable Allowlist allowlist,
    boolean enabled,
    @Nullable Instant expiresAt,
    Duration tokenLifetime,
    Terms terms,
    Instant createdAt,
    @Nullable Instant lastUsedAt) {

  public Application {
    scopeNames = List.copyOf(scopeNames);
  }

  /// What the names open, implied scopes included.
  public Set<Scope> scopes() {
    var all = EnumSet.noneOf(Scope.class);
    for (var name : scopeNames) {
      var found = ScopeNames.find(name);
      if (found != null) {
        all.addAll(found);
      }
    }
    return Scope.withImplied(all);
  }

  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /// Whether a call from that address is allowed.
  public boolean allows(String address) {
    return allowlist == null || allowlist.contains(address);
  }
}
