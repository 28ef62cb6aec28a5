package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// The metadata of the authorization server (RFC 8414) and of the API that it protects (RFC 9728),
/// open to everyone.
///
/// Spring's own endpoint can't be used: it announces, and insists on, an authorization endpoint,
/// and there is none.
@RestController
class MetadataRestController {

  static final String PATH = "/.well-known/oauth-authorization-server";

  /// RFC 9728 §3.1 puts the path of what is protected behind it.
  static final String RESOURCE = "/.well-known/oauth-protected-resource";

  private static final String API = "/admin/api/api";

  private static final List<String> CLIENT_AUTHENTICATION =
      List.of("client_secret_basic", "client_secret_post");

  @GetMapping(PATH)
  Map<String, Object> metadata(UriComponentsBuilder here) {
    var issuer = issuer(here);
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("issuer", issuer);
    metadata.put("token_endpoint", issuer + SecurityConfiguration.TOKEN);
    metadata.put("revocation_endpoint", issuer + SecurityConfiguration.REVOKE);
    metadata.put("introspection_endpoint", issuer + SecurityConfiguration.INTROSPECT);
    metadata.put("grant_types_supported", List.of("client_credentials"));
    metadata.put("response_types_supported", List.of());
    metadata.put("scopes_supported", scopes());
    metadata.put("service_documentation", issuer + API + "/docs");
    for (var endpoint : List.of("token", "revocation", "introspection")) {
      metadata.put(endpoint + "_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    }
    return metadata;
  }

  @GetMapping(RESOURCE)
  Map<String, Object> resource(UriComponentsBuilder here) {
    return resource(issuer(here), "");
  }

  @GetMapping(RESOURCE + API)
  Map<String, Object> api(UriComponentsBuilder here) {
    return resource(issuer(here), API);
  }

  private static Map<String, Object> resource(String issuer, String path) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("resource", issuer + path);
    metadata.put("authorization_servers", List.of(issuer));
    metadata.put("scopes_supported", scopes());
    metadata.put("bearer_methods_supported", List.of("header"));
    metadata.put("resource_name", "UnifiedBX PBX API");
    metadata.put("resource_documentation", issuer + API + "/docs");
    return metadata;
  }

  private static String issuer(UriComponentsBuilder here) {
    return here.replacePath(null).build().toUriString();
  }

  private static List<String> scopes() {
    return Arrays.stream(Scope.values()).map(Scope::text).toList();
  }
}
