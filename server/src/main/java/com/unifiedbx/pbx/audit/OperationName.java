package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.RequiresScope;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/// What an operation is called in the log, read off its method: the noun of its scope and its own
/// verb, so that `addExtension` and `ExtensionRestController.add` are both `extension.add`.
record OperationName(String noun, String operation, List<Parameter> parameters) {

  private static final int LONGEST = 100;

  static OperationName of(Method method) {
    var required =
        Objects.requireNonNull(AnnotationUtils.findAnnotation(method, RequiresScope.class));
    var noun = required.value().text().split(":", 2)[0];
    var verb =
        method
            .getName()
            .replaceFirst("(?i)" + noun + "s?", "")
            .replaceAll("(?<=.)([A-Z])", "-$1")
            .toLowerCase(Locale.ROOT);
    return new OperationName(
        noun, noun + "." + (verb.isEmpty() ? "change" : verb), List.of(method.getParameters()));
  }

  /// Whether it was only to be rehearsed: nothing is attempted then.
  boolean isRehearsal(@Nullable Object[] arguments) {
    for (var i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).getName().equals("dryRun") && Boolean.TRUE.equals(arguments[i])) {
        return true;
      }
    }
    return false;
  }

  /// To what it was done, as far as the arguments tell: `extension:1001`, or `extension`.
  ///
  /// @param made the id of what was made, or null
  String object(@Nullable Object[] arguments, @Nullable String made) {
    if (made != null) {
      return noun + ":" + shown(made);
    }
    for (var i = 0; i < parameters.size(); i++) {
      var id = id(parameters.get(i), arguments[i]);
      if (id != null) {
        return noun + ":" + shown(id);
      }
    }
    return noun;
  }

  /// Harmless in a database and on a terminal: it comes from a caller, unchecked.
  private static String shown(String id) {
    var cut = id.length() > LONGEST ? id.substring(0, LONGEST) + "~" : id;
    return cut.replaceAll("[^\\x21-\\x7e]", "?");
  }

  private @Nullable String id(Parameter parameter, @Nullable Object argument) {
    return switch (argument) {
      case null -> null;
      case String text when parameter.isAnnotationPresent(PathVariable.class) -> text;
      case String text when names().contains(parameter.getName()) -> text;
      case Map<?, ?> members -> member(members);
      case JsonNode members -> member(members);
      case Record members -> member(members);
      default -> null;
    };
  }

  private Set<String> names() {
    return Set.of(noun + "Id", noun, "id", "number");
  }

  private @Nullable String member(JsonNode members) {
    for (var name : names()) {
      var value = members.get(name);
      if (value != null && value.isValueNode()) {
        return value.asString("");
      }
    }
    return null;
  }

  private @Nullable String member(Map<?, ?> members) {
    for (var name : names()) {
      if (members.get(name) instanceof String text) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String member(Record members) {
    for (var component : members.getClass().getRecordComponents()) {
      if (names().contains(component.getName())) {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        try {
          var value = accessor.invoke(members);
          return value == null ? null : value.toString();
        } catch (ReflectiveOperationException e) {
          return null;
        }
      }
    }
    return null;
  }
}
