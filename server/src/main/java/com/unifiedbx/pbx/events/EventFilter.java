package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which events a reader wants and may see.
///
/// @param types the names, or null for all
/// @param extension only those that concern this extension, or null for all
/// @param nouns what the reader may see
/// @param fence whose extensions one of an event's must be inside
/// @param application who reads, or null inside the product
public record EventFilter(
    @Nullable Set<String> types,
    @Nullable String extension,
    Set<String> nouns,
    Fence fence,
    @Nullable String application) {

  public EventFilter {
    types = types == null ? null : Set.copyOf(types);
    nouns = Set.copyOf(nouns);
  }

  /// Everything that there is, for consumers inside the product.
  public static EventFilter everything() {
    var all = Set.of("call", "extension", "voicemail", "cdr");
    return new EventFilter(null, null, all, Fence.NONE, null);
  }

  /// What a caller asked for, as far as its scopes go.
  ///
  /// @param types names, separated by commas too; `call.*` stands for all of that noun
  /// @throws com.unifiedbx.pbx.kernel.RefusedException for a type that does not exist, an extension
  ///   that can't be one, and `insufficient_scope` for a type that the caller may not see
  public static EventFilter of(
      @Nullable Collection<String> types, @Nullable String extension, Caller caller) {
    var parsed = EventType.parse(types);
    if (extension != null && ExtensionNumber.parse(extension) == null) {
      throw Refusal.badValue("extension", "extension is the number of an extension.").asException();
    }
    if (parsed != null) {
      parsed.forEach(type -> demandVisible(type, caller));
    }
    return new EventFilter(
        parsed, extension, EventType.nouns(caller), caller.fence(), caller.applicationId());
  }

  /// The same, of one noun only.
  static EventFilter ofNoun(
      String noun, @Nullable Collection<String> types, @Nullable String extension, Caller caller) {
    var all = of(types == null ? List.of(noun + ".*") : types, extension, caller);
    if (all.types() != null
        && !all.types().stream().allMatch(t -> EventType.noun(t).equals(noun))) {
      throw Refusal.badValue("types", "Only types that begin with " + noun + ". come here.")
          .asException();
    }
    return all;
  }

  private static void demandVisible(String type, Caller caller) {
    if (!EventType.isVisible(type, caller)) {
      var scope = EventType.scope(type);
      throw new Refusal(
              Refusal.Kind.FORBIDDEN,
              "insufficient_scope",
              "Events of the type "
                  + type
                  + " need the scope "
                  + scope
                  + ": add it to the application and fetch a new token.",
              "types",
              scope.text(),
              null)
          .asException();
    }
  }

  boolean matches(LoggedEvent event) {
    return nouns.contains(EventType.noun(event.type()))
        && (types == null || types.contains(event.type()))
        && (extension == null || event.extensions().contains(extension))
        && (fence.extensions().isEmpty()
            || event.extensions().stream().anyMatch(fence::allowsExtension));
  }

  /// Whether a caller whose scopes or fence have changed still sees all that this filter shows.
  boolean holdsFor(Caller caller) {
    var now = EventType.nouns(caller);
    var shown =
        types == null ? nouns : types.stream().map(EventType::noun).collect(Collectors.toSet());
    return now.containsAll(shown) && fence.equals(caller.fence());
  }
}
