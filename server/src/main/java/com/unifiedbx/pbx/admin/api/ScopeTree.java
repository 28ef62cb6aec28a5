package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.access.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The scopes as a form shows them: by noun, each with its description, and the presets.
final class ScopeTree {

  /// @param noun `call`; its name for people is the message `noun.call`
  record Group(String noun, List<Node> nodes) {}

  /// @param implies the `read` that comes with it, empty for none
  record Node(String text, String description, String implies) {}

  /// @param key its name for people is the message `preset.KEY`
  /// @param scopes separated by blanks
  record Preset(String key, String scopes) {}

  static final List<Group> GROUPS =
      Arrays.stream(Scope.values())
          .map(ScopeTree::noun)
          .distinct()
          .map(noun -> new Group(noun, nodes(noun)))
          .toList();

  static final List<Preset> PRESETS =
      List.of(
          new Preset("click-to-call", "call:read call:write extension:read"),
          new Preset("reporting", "call:read cdr:read"),
          new Preset("provisioning", "extension:read extension:write voicemail:read route:read"),
          new Preset("monitoring", "system:read metrics:read"),
          new Preset("read-only", texts(":read")),
          new Preset("everything", texts("")));

  private ScopeTree() {}

  private static List<Node> nodes(String noun) {
    return Arrays.stream(Scope.values())
        .filter(scope -> noun(scope).equals(noun))
        .map(scope -> new Node(scope.text(), scope.description(), implied(scope)))
        .toList();
  }

  private static String implied(Scope scope) {
    return Scope.withImplied(Set.of(scope)).stream()
        .filter(other -> other != scope)
        .map(Scope::text)
        .collect(Collectors.joining(" "));
  }

  private static String noun(Scope scope) {
    return scope.text().substring(0, scope.text().indexOf(':'));
  }

  private static String texts(String ending) {
    return Arrays.stream(Scope.values())
        .map(Scope::text)
        .filter(text -> text.endsWith(ending))
        .collect(Collectors.joining(" "));
  }
}
