package com.unifiedbx.pbx.rest.openapi;

import com.fasterxml.jackson.annotation.JsonValue;
import com.unifiedbx.pbx.kernel.Page;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.ObjectMapper;

/// JSON Schemas (2020-12) of our own types: records become named components, everything else stands
/// where it is used. A type that says nothing of itself is "any".
final class JsonSchemas {

  private static final String TYPE = "type";

  private final ObjectMapper json;
  private final Map<String, Object> components = new TreeMap<>();

  JsonSchemas(ObjectMapper json) {
    this.json = json;
  }

  Map<String, Object> components() {
    return components;
  }

  Map<String, Object> of(ResolvableType type) {
    var raw = type.resolve(Object.class);
    if (raw.isEnum()) {
      return Map.of(
          TYPE, "string", "enum", Arrays.stream(raw.getEnumConstants()).map(this::text).toList());
    }
    if (raw.isArray() && raw != byte[].class) {
      return Map.of(TYPE, "array", "items", of(type.getComponentType()));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return Map.of(TYPE, "array", "items", of(type.asCollection().getGeneric(0)));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return Map.of(TYPE, "object");
    }
    if (raw == Page.class) {
      return page(type.getGeneric(0));
    }
    return raw.isRecord() ? record(raw, type) : simple(raw);
  }

  private static Map<String, Object> simple(Class<?> raw) {
    return switch (raw.getName()) {
      case "java.lang.String", "java.lang.CharSequence" -> Map.of(TYPE, "string");
      case "boolean", "java.lang.Boolean" -> Map.of(TYPE, "boolean");
      case "int", "java.lang.Integer" -> Map.of(TYPE, "integer", "format", "int32");
      case "long", "java.lang.Long" -> Map.of(TYPE, "integer", "format", "int64");
      case "double", "java.lang.Double", "float", "java.lang.Float" -> Map.of(TYPE, "number");
      default -> {
        if (raw == Instant.class) {
          yield Map.of(TYPE, "string", "format", "date-time");
        }
        yield raw == Duration.class ? Map.of(TYPE, "integer", "description", "seconds") : Map.of();
      }
    };
  }

  private Map<String, Object> page(ResolvableType item) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("items", Map.of(TYPE, "array", "items", of(item)));
    properties.put("nextCursor", Map.of(TYPE, List.of("string", "null")));
    properties.put("total", Map.of(TYPE, "integer", "format", "int64"));
    return object(properties, List.of("items", "nextCursor", "total"));
  }

  private Map<String, Object> record(Class<?> raw, ResolvableType type) {
    var value =
        Arrays.stream(raw.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(JsonValue.class))
            .findFirst();
    if (value.isPresent()) {
      return of(ResolvableType.forMethodReturnType(value.get()));
    }
    var name = name(raw);
    if (!components.containsKey(name)) {
      components.put(name, Map.of()); // A record may hold itself.
      components.put(name, fields(raw, type));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> fields(Class<?> raw, ResolvableType owner) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var component : raw.getRecordComponents()) {
      var schema = of(ResolvableType.forType(component.getGenericType(), owner));
      properties.put(component.getName(), isNullable(component) ? orNull(schema) : schema);
      if (!isNullable(component)) {
        required.add(component.getName());
      }
    }
    return object(properties, required);
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        || isNullable(component.getAccessor());
  }

  private static boolean isNullable(Method accessor) {
    return accessor.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    if (schema.isEmpty()) {
      return schema;
    }
    return Map.of("anyOf", List.of(schema, Map.of(TYPE, "null")));
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put(TYPE, "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /// `Call`, `CallTimes`, `ExtensionRest.Change` → `ExtensionRestChange`.
  private static String name(Class<?> raw) {
    var outer = raw.getEnclosingClass();
    return outer == null ? raw.getSimpleName() : name(outer) + raw.getSimpleName();
  }

  private String text(Object constant) {
    return json.valueToTree(constant).asString();
  }
}
