package com.unifiedbx.pbx.rest.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The token endpoints, which are filters and so among no mappings.
final class TokenPaths {

  private TokenPaths() {}

  static Map<String, Map<String, Object>> all() {
    return Map.of(
        "/token",
        post(
            "token",
            "A token for an application's credentials (RFC 6749, client_credentials).",
            List.of("grant_type", "client_id", "client_secret", "scope"),
            List.of("grant_type"),
            List.of("access_token", "token_type", "expires_in", "scope")),
        "/revoke",
        post(
            "revoke",
            "Ends a token (RFC 7009).",
            List.of("token", "token_type_hint", "client_id", "client_secret"),
            List.of("token"),
            List.of()),
        "/introspect",
        post(
            "introspect",
            "How a token is (RFC 7662).",
            List.of("token", "token_type_hint", "client_id", "client_secret"),
            List.of("token"),
            List.of("active", "scope", "client_id", "token_type", "exp", "iat", "sub", "jti")));
  }

  private static Map<String, Object> post(
      String name, String summary, List<String> form, List<String> required, List<String> answer) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("operationId", "oauth." + name);
    operation.put("tags", List.of("oauth"));
    operation.put("summary", summary);
    operation.put("security", List.of());
    operation.put(
        "requestBody",
        Map.of(
            "required",
            true,
            "content",
            content("application/x-www-form-urlencoded", form, required)));
    var success = new LinkedHashMap<String, Object>();
    success.put("description", "Done.");
    if (!answer.isEmpty()) {
      success.put("content", content("application/json", answer, List.of()));
    }
    var failure =
        Map.of(
            "description",
            "Refused (RFC 6749 section 5.2).",
            "content",
            content(
                "application/json",
                List.of("error", "error_description", "message"),
                List.of("error", "message")));
    operation.put("responses", new TreeMap<>(Map.of("200", success, "default", failure)));
    return new TreeMap<>(Map.of("post", operation));
  }

  private static Map<String, Object> content(
      String type, List<String> members, List<String> required) {
    var properties = new LinkedHashMap<String, Object>();
    for (var member : members) {
      properties.put(
          member,
          switch (member) {
            case "active" -> Map.of("type", "boolean");
            case "exp", "iat", "expires_in" -> Map.of("type", "integer");
            default -> Map.of("type", "string");
          });
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return Map.of(type, Map.of("schema", schema));
  }
}
