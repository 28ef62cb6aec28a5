package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names of events, and who may see which: an event is as visible as the noun before its dot is
/// by REST.
final class EventType {

  private static final Map<String, Scope> SCOPES =
      Map.of(
          "call", Scope.CALL_READ,
          "extension", Scope.EXTENSION_READ,
          "voicemail", Scope.VOICEMAIL_READ,
          "cdr", Scope.CDR_READ);

  /// Those that the documentation promises; a filter may name no other.
  private static final List<String> NAMES =
      List.of(
          "call.queued",
          "call.ringing",
          "call.answered",
          "call.connected",
          "call.held",
          "call.unheld",
          "call.transferred",
          "call.parked",
          "call.completed",
          "call.failed",
          "call.canceled",
          "extension.registered",
          "extension.unregistered",
          "extension.state",
          "extension.added",
          "extension.updated",
          "extension.deleted",
          "voicemail.received",
          "voicemail.changed",
          "cdr.created");

  private EventType() {}

  /// The scope that shows events of this type.
  ///
  /// @throws IllegalArgumentException when no scope would, which is a mistake in the publishing
  ///   room
  static Scope scope(String type) {
    var scope = SCOPES.get(noun(type));
    if (scope == null) {
      throw new IllegalArgumentException("No scope shows events of the type " + type + ".");
    }
    return scope;
  }

  static boolean isVisible(String type, Caller caller) {
    return caller.may(scope(type));
  }

  /// The nouns whose events the caller may see.
  static Set<String> nouns(Caller caller) {
    return SCOPES.entrySet().stream()
        .filter(entry -> caller.may(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// The types that a filter asks for: names, separated by commas too, and `call.*` for all of a
  /// noun. Null when it asks for none, which means all.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException a bad value of `types`
  static @Nullable Set<String> parse(@Nullable Collection<String> asked) {
    if (asked == null) {
      return null;
    }
    var types = new LinkedHashSet<String>();
    for (var text : asked) {
      Arrays.stream(text.split(",", -1)).map(String::strip).forEach(name -> add(name, types));
    }
    return types.isEmpty() ? null : types;
  }

  private static void add(String name, Set<String> types) {
    var before = types.size();
    if (name.endsWith(".*")) {
      NAMES.stream().filter(known -> (noun(known) + ".*").equals(name)).forEach(types::add);
    } else if (NAMES.contains(name)) {
      types.add(name);
      return;
    }
    if (types.size() == before) {
      throw Refusal.badValue(
              "types", "There are no events of that type; known are " + String.join(", ", NAMES))
          .asException();
    }
  }

  static String noun(String type) {
    var dot = type.indexOf('.');
    return dot < 0 ? type : type.substring(0, dot);
  }
}
