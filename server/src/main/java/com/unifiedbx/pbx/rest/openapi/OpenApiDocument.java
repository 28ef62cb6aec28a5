package com.unifiedbx.pbx.rest.openapi;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.rest.Described;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.ObjectMapper;

/// The OpenAPI 3.1 document: read off the mappings when it is first asked for, so that it costs
/// nothing at start and can't differ from what is served. The scope of an operation is that of its
/// [RequiresScope].
@Component
class OpenApiDocument {

  static final String BASE = "/admin/api/api";
  static final String REQUIRED_SCOPE = "x-required-scope";

  private final RequestMappingHandlerMapping mappings;
  private final ObjectMapper json;

  OpenApiDocument(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
      ObjectMapper json) {
    this.mappings = mappings;
    this.json = json;
  }

  Map<String, Object> make() {
    var schemas = new JsonSchemas(json);
    var operations = new OpenApiOperation(schemas);
    var paths = new TreeMap<String, Map<String, Object>>(TokenPaths.all());
    mappings
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          for (var pattern : mapping.getPatternValues()) {
            if (pattern.startsWith(BASE + "/")) {
              var path = paths.computeIfAbsent(plain(pattern), p -> new TreeMap<>());
              for (var method : mapping.getMethodsCondition().getMethods()) {
                var verb = verb(method);
                var operation = operation(operations, handler, pattern);
                operation.put("operationId", id(verb, plain(pattern)));
                path.put(verb, operation);
              }
            }
          }
        });
    paths.values().removeIf(Map::isEmpty);
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.0");
    document.put("info", info());
    document.put("servers", List.of(Map.of("url", BASE)));
    document.put("paths", paths);
    document.put("components", components(schemas));
    return document;
  }

  private static Map<String, Object> operation(
      OpenApiOperation operations, HandlerMethod handler, String pattern) {
    var described =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Described.class);
    var operation = new LinkedHashMap<String, Object>();
    var type = handler.getBeanType();
    operation.put("operationId", "");
    operation.put(
        "tags",
        List.of(type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1)));
    operation.put("summary", described == null ? words(handler) : described.value());
    var scope = scope(handler);
    if (scope == null) {
      operation.put("security", List.of());
    } else {
      operation.put(REQUIRED_SCOPE, scope.text());
      operation.put("security", List.of(Map.of("oauth2", List.of(scope.text()))));
    }
    operations.describe(operation, handler, described, pattern);
    return operation;
  }

  private static @Nullable Scope scope(HandlerMethod handler) {
    var required =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequiresScope.class);
    return required == null ? null : required.value();
  }

  /// `post /calls/{id}/hangup` → `postCallsIdHangup`: one of a kind, as verb and path are.
  private static String id(String verb, String path) {
    var id = new StringBuilder(verb);
    for (var word : path.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static String words(HandlerMethod handler) {
    var words = handler.getMethod().getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /// Without the regular expressions that Spring lets stand in a variable, and without a second
  /// spelling that only ends in a slash.
  private static String plain(String pattern) {
    return pattern
        .substring(BASE.length())
        .replaceAll("\\{\\*?(\\w+)(:[^}]*)?}", "{$1}")
        .replaceAll("/$", "");
  }

  private static String verb(RequestMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> info() {
    var version = OpenApiDocument.class.getPackage().getImplementationVersion();
    var info = new LinkedHashMap<String, Object>();
    info.put("title", "UnifiedBX PBX API");
    info.put("version", version == null ? "0" : version);
    info.put(
        "description",
        "Originate calls, read call records, provision extensions. The same by GraphQL at /gql.");
    info.put("license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
    return info;
  }

  private static Map<String, Object> components(JsonSchemas schemas) {
    var scopes =
        Arrays.stream(Scope.values())
            .collect(
                Collectors.toMap(Scope::text, Scope::description, (a, b) -> a, LinkedHashMap::new));
    var flow = Map.of("tokenUrl", BASE + "/token", "scopes", scopes);
    var components = new LinkedHashMap<String, Object>();
    components.put(
        "securitySchemes",
        Map.of("oauth2", Map.of("type", "oauth2", "flows", Map.of("clientCredentials", flow))));
    schemas.components().put("Problem", OpenApiOperation.problem());
    components.put("schemas", schemas.components());
    return components;
  }
}
