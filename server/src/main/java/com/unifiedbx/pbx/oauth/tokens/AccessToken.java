package com.unifiedbx.pbx.oauth.tokens;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.Application;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a token, all but the token.
///
/// @param id names it in audit lines and lists
/// @param scopes asked for or granted by default, without those that are implied
public record AccessToken(
    String id,
    String applicationId,
    Set<Scope> scopes,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {

  public AccessToken {
    scopes = Set.copyOf(scopes);
  }

  public boolean isLive(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  /// What it opens now: never more than the application has by now.
  public Set<Scope> scopesOf(Application application) {
    var open = EnumSet.noneOf(Scope.class);
    open.addAll(Scope.withImplied(scopes));
    open.retainAll(application.scopes());
    return open;
  }
}
