package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.kernel.Secret;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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
      var said =
          parameters.get(i).getName().equals("dryRun")
              ? arguments[i]
              : member(arguments[i], Set.of("dryRun"));
      if (said != null && Boolean.parseBoolean(said.toString())) {
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
    var plain = Secret.masked(id);
    var cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "~" : plain;
    return cut.replaceAll("[^\\x21-\\x7e]", "?");
  }

  private @Nullable String id(Parameter parameter, @Nullable Object argument) {
    return switch (argument) {
      case String text when parameter.isAnnotationPresent(PathVariable.class) -> text;
      case String text when names().contains(parameter.getName()) -> text;
      case null, default -> member(argument, names());
    };
  }

  private Set<String> names() {
    return Set.of(noun + "Id", noun, "id", "number");
  }

  /// The first member of the argument that has one of these names, when it is a plain value.
  private static @Nullable String member(@Nullable Object argument, Set<String> names) {
    return switch (argument) {
      case Map<?, ?> members -> first(names, members::get);
      case JsonNode members -> first(names, name -> value(members.get(name)));
      case Record members -> first(names, name -> value(members, name));
      case null, default -> null;
    };
  }

  private static @Nullable String first(
      Set<String> names, Function<String, @Nullable Object> members) {
    for (var name : names) {
      var value = members.apply(name);
      if (value instanceof String || value instanceof Boolean || value instanceof Number) {
        return value.toString();
      }
    }
    return null;
  }

  private static @Nullable String value(@Nullable JsonNode member) {
    return member != null && member.isValueNode() ? member.asString("") : null;
  }

  private static @Nullable Object value(Record members, String name) {
    for (var component : members.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
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
