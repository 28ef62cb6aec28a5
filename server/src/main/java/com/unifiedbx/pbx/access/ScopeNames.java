package com.unifiedbx.pbx.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scope names as people and FreePBX scripts write them.
///
/// FreePBX's grammar is `TYPE[:MODULE[:ACCESS[:NAME]]]` with `gql` or `rest` as type. A name opens
/// all that it opened there: `gql` everything that its GraphQL can do, `gql:core` reading and
/// writing of extensions and routes, and so on. Its `write` does not imply `read` there; here it
/// does, which breaks no script.
public final class ScopeNames {

  /// What each module of FreePBX's API touches, as nouns of ours.
  private static final Map<String, List<String>> MODULES =
      Map.of(
          "core", List.of("extension", "route"),
          "cdr", List.of("cdr"),
          "voicemail", List.of("voicemail", "extension"),
          "ringgroups", List.of("route"),
          "findmefollow", List.of("extension", "route"),
          "callforward", List.of("extension"),
          "callwaiting", List.of("extension"),
          "donotdisturb", List.of("extension"),
          "framework", List.of("system"));

  private ScopeNames() {}

  /// What the name opens, or null when there is no such scope.
  public static @Nullable Set<Scope> find(String name) {
    var own = Scope.find(name);
    if (own != null) {
      return EnumSet.of(own);
    }
    var parts = name.split(":", -1);
    if (!parts[0].equals("gql") && !parts[0].equals("rest")) {
      return null;
    }
    if (parts.length == 1) {
      return open(MODULES.values().stream().flatMap(List::stream).toList(), null);
    }
    var nouns = MODULES.get(parts[1]);
    if (nouns == null || parts.length > 4) {
      return null;
    }
    if (parts.length == 2) {
      return open(nouns, null);
    }
    return switch (parts[2]) {
      case "read", "write" -> open(nouns, parts[2]);
      default -> null;
    };
  }

  private static Set<Scope> open(Collection<String> nouns, @Nullable String access) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var noun : nouns) {
      for (var verb : access == null ? List.of("read", "write") : List.of(access)) {
        var scope = Scope.find(noun + ":" + verb);
        if (scope != null) {
          scopes.add(scope);
        }
      }
    }
    return scopes;
  }
}
