package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// The metadata of the authorization server (RFC 8414), open to everyone.
///
/// Spring's own endpoint can't be used: it announces, and insists on, an authorization endpoint,
/// and there is none.
@RestController
class MetadataRestController {

  static final String PATH = "/.well-known/oauth-authorization-server";

  private static final List<String> CLIENT_AUTHENTICATION =
      List.of("client_secret_basic", "client_secret_post");

  @GetMapping(PATH)
  Map<String, Object> metadata(UriComponentsBuilder here) {
    var issuer = here.replacePath(null).build().toUriString();
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("issuer", issuer);
    metadata.put("token_endpoint", issuer + SecurityConfiguration.TOKEN);
    metadata.put("revocation_endpoint", issuer + SecurityConfiguration.REVOKE);
    metadata.put("introspection_endpoint", issuer + SecurityConfiguration.INTROSPECT);
    metadata.put("grant_types_supported", List.of("client_credentials"));
    metadata.put("response_types_supported", List.of());
    metadata.put("scopes_supported", Arrays.stream(Scope.values()).map(Scope::text).toList());
    for (var endpoint : List.of("token", "revocation", "introspection")) {
      metadata.put(endpoint + "_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    }
    return metadata;
  }
}
