package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.access.ScopeNames;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is needed to make an application; checked when it is made.
///
/// @param allowlist null means "from anywhere"
public record NewApplication(
    String name,
    String description,
    List<String> scopes,
    @Nullable Allowlist allowlist,
    @Nullable Instant expiresAt) {

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
  }
}
