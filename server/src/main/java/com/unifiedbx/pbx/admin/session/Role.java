package com.unifiedbx.pbx.admin.session;

import com.unifiedbx.pbx.access.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a person may do in the console.
public enum Role {
  /// Everything.
  ADMINISTRATOR,
  /// Look at everything and change nothing, but for the own password and sessions.
  AUDITOR;

  /// The scopes that a person of this role has wherever an application would need them.
  public Set<Scope> scopes() {
    return switch (this) {
      case ADMINISTRATOR -> Set.of(Scope.values());
      case AUDITOR ->
          Arrays.stream(Scope.values())
              .filter(scope -> scope.text().endsWith(":read"))
              .collect(Collectors.toSet());
    };
  }

  /// As the database has it.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
