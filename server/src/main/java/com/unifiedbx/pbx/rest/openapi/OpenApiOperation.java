package com.unifiedbx.pbx.rest.openapi;

import com.unifiedbx.pbx.rest.Described;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;

/// Parameters, body and answers of one operation.
final class OpenApiOperation {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)");
  private static final String JSON = "application/json";
  private static final String SCHEMA = "schema";

  private final JsonSchemas schemas;

  OpenApiOperation(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  void describe(
      Map<String, Object> operation,
      HandlerMethod handler,
      @Nullable Described described,
      String pattern) {
    var parameters = new LinkedHashMap<String, Map<String, Object>>();
    var variables = VARIABLE.matcher(pattern);
    while (variables.find()) {
      add(parameters, "path", variables.group(1), true, Map.of("type", "string"));
    }
    var body = body(described);
    for (var parameter : handler.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(RequestBody.class)) {
        body = schemas.of(ResolvableType.forMethodParameter(parameter));
      } else {
        read(parameters, parameter);
      }
    }
    for (var name : described == null ? new String[0] : described.query()) {
      for (var each : name.split(",", -1)) {
        add(parameters, "query", each, false, Map.of("type", "string"));
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", List.copyOf(parameters.values()));
    }
    if (body != null) {
      operation.put("requestBody", Map.of("required", true, "content", content(JSON, body)));
    }
    operation.put("responses", responses(handler, described));
  }

  private @Nullable Map<String, Object> body(@Nullable Described described) {
    return described == null || described.body() == void.class
        ? null
        : schemas.of(ResolvableType.forClass(described.body()));
  }

  private void read(Map<String, Map<String, Object>> all, MethodParameter parameter) {
    var type = ResolvableType.forMethodParameter(parameter);
    var query = parameter.getParameterAnnotation(RequestParam.class);
    var header = parameter.getParameterAnnotation(RequestHeader.class);
    var path = parameter.getParameterAnnotation(PathVariable.class);
    if (path != null) {
      add(all, "path", name(path.value(), path.name(), parameter), true, schemas.of(type));
    } else if (header != null && !Map.class.isAssignableFrom(parameter.getParameterType())) {
      var required = header.required() && header.defaultValue().equals(ValueConstants.DEFAULT_NONE);
      add(
          all,
          "header",
          name(header.value(), header.name(), parameter),
          required,
          schemas.of(type));
    } else if (query != null && !Map.class.isAssignableFrom(parameter.getParameterType())) {
      var required = query.required() && query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
      add(all, "query", name(query.value(), query.name(), parameter), required, schemas.of(type));
    }
  }

  private static String name(String value, String name, MethodParameter parameter) {
    if (!value.isEmpty() || !name.isEmpty()) {
      return value.isEmpty() ? name : value;
    }
    var own = parameter.getExecutable().getParameters()[parameter.getParameterIndex()];
    return own.getName();
  }

  private static void add(
      Map<String, Map<String, Object>> all,
      String in,
      String name,
      boolean required,
      Map<String, Object> schema) {
    // The document has its own words for these two.
    if (name.equalsIgnoreCase("Accept") || name.equalsIgnoreCase("Authorization")) {
      return;
    }
    var parameter = new LinkedHashMap<String, Object>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", required);
    parameter.put(SCHEMA, schema);
    all.put(in + " " + name, parameter);
  }

  private Map<String, Object> responses(HandlerMethod handler, @Nullable Described described) {
    var responses = new TreeMap<String, Object>();
    var status = handler.getMethodAnnotation(ResponseStatus.class);
    var code = status == null ? 200 : status.code().value();
    if (described != null && described.status() != 200) {
      code = described.status();
    }
    responses.put(String.valueOf(code), success(answer(handler, described)));
    var problem = Map.<String, Object>of("$ref", "#/components/schemas/Problem");
    responses.put(
        "default",
        Map.of(
            "description",
            "Refused: `error` says why, for programs, and `message`, for people.",
            "content",
            content("application/problem+json", problem)));
    return responses;
  }

  private static Map<String, Object> success(Map<String, Object> schema) {
    var success = new LinkedHashMap<String, Object>();
    success.put("description", "Done.");
    if (!schema.isEmpty()) {
      success.put("content", content(JSON, schema));
    }
    return success;
  }

  private Map<String, Object> answer(HandlerMethod handler, @Nullable Described described) {
    if (described != null && described.answer() != void.class) {
      return schemas.of(ResolvableType.forClass(described.answer()));
    }
    var type = ResolvableType.forMethodReturnType(handler.getMethod());
    if (type.resolve(Object.class) == ResponseEntity.class) {
      type = type.getGeneric(0);
    }
    var raw = type.resolve(Object.class);
    // Written text and bytes say nothing of their shape.
    return raw == void.class || raw == Void.class || raw == String.class || raw == byte[].class
        ? Map.of()
        : schemas.of(type);
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Map.of(type, Map.of(SCHEMA, schema));
  }

  static Map<String, Object> problem() {
    var properties = new LinkedHashMap<String, Object>();
    for (var name : List.of("type", "title", "detail", "error", "message", "requestId")) {
      properties.put(name, Map.of("type", "string"));
    }
    properties.put("status", Map.of("type", "integer"));
    properties.put("field", Map.of("type", "string", "description", "the member at fault"));
    properties.put("requiredScope", Map.of("type", "string", "description", "the scope missing"));
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        new ArrayList<>(List.of("type", "title", "status", "error", "message")));
  }
}
