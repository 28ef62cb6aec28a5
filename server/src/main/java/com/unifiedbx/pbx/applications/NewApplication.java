package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.access.ScopeNames;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about an application that its owner decides; checked when it is made.
///
/// @param scopes by our names or FreePBX's
/// @param allowlist null means "from anywhere"
/// @param expiresAt when it ends, or null for never
/// @param tokenLifetime how long a token lasts, 60 s to 24 h, whole seconds
public record NewApplication(
    String name,
    String description,
    List<String> scopes,
    @Nullable Allowlist allowlist,
    @Nullable Instant expiresAt,
    Duration tokenLifetime,
    Terms terms) {

  public static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofHours(24);

  public NewApplication {
    if (name.isBlank()) {
      throw Refusal.badValue("name", "Give the application a name.").asException();
    }
    PlainText.check("name", name, 100);
    PlainText.check("description", description, 500);
    scopes = scopes.stream().distinct().toList();
    if (scopes.isEmpty()) {
      throw Refusal.badValue("scopes", "Name at least one scope, for example call:read.")
          .asException();
    }
    for (var scope : scopes) {
      if (ScopeNames.find(scope) == null) {
        throw Refusal.badValue("scopes", "There is no scope '" + scope + "'.").asException();
      }
    }
    if (allowlist != null) {
      allowlist.demandBounds();
    }
    if (tokenLifetime.compareTo(SHORTEST) < 0
        || tokenLifetime.compareTo(LONGEST) > 0
        || !tokenLifetime.equals(tokenLifetime.truncatedTo(ChronoUnit.SECONDS))) {
      throw Refusal.badValue("tokenLifetime", "A token lasts 60 seconds to 24 hours.")
          .asException();
    }
  }

  /// With tokens of an hour and the terms that hold when nothing is said.
  public NewApplication(
      String name,
      String description,
      List<String> scopes,
      @Nullable Allowlist allowlist,
      @Nullable Instant expiresAt) {
    this(name, description, scopes, allowlist, expiresAt, TOKEN_LIFETIME, Terms.DEFAULT);
  }

  /// What the application is now, as the point to start a change from.
  public static NewApplication of(Application now) {
    return new NewApplication(
        now.name(),
        now.description(),
        now.scopeNames(),
        now.allowlist(),
        now.expiresAt(),
        now.tokenLifetime(),
        now.terms());
  }
}
