package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.CreatedApplication;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The token endpoint and the bearer check over HTTP, as integrations meet them.
class TokenEndpointTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = TestServer.shared();
  private final Applications applications = server.bean(Applications.class);

  @Test
  void tokenIsIssuedForTheFormOfTheDocument() {
    var app = application("127.0.0.1", "call:write", "extension:read");
    var answer = token("grant_type=client_credentials&" + credentials(app));
    var body = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(body.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(body.get("expires_in").asInt()).isEqualTo(3600);
    assertThat(body.get("scope").asString()).isEqualTo("call:write extension:read");
    assertThat(body.get("access_token").asString()).startsWith("ubxt_").hasSize(54);
  }

  @Test
  void basicAuthenticationWorksAndScopeNarrows() {
    var app = application("127.0.0.1", "call:write", "extension:read");
    var basic = app.application().id() + ":" + app.secret().value();
    var answer =
        server.send(
            server
                .request("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=call:read")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("scope").asString()).isEqualTo("call:read");
  }

  @Test
  void failuresAreThoseOfTheRfcWithAMessage() {
    var app = application("127.0.0.1", "call:read");
    var good = credentials(app);
    var bad = "client_id=" + app.application().id() + "&client_secret=wrong";
    assertError(token("grant_type=client_credentials&" + bad), 401, "invalid_client");
    assertError(token("grant_type=client_credentials"), 401, "invalid_client");
    assertError(token("grant_type=password&" + good), 400, "unsupported_grant_type");
    assertError(token(good), 400, "invalid_request");
    assertError(
        token("grant_type=client_credentials&scope=cdr:read&" + good), 400, "invalid_scope");
    assertError(token("grant_type=client_credentials&scope=no:such&" + good), 400, "invalid_scope");
  }

  @Test
  void addressOffTheAllowlistIsRefusedByName() {
    var app = application("192.0.2.0/24", "call:read");
    var answer = token("grant_type=client_credentials&" + credentials(app));
    assertError(answer, 403, "access_denied");
    assertThat(JSON.readTree(answer.body()).get("message").asString()).contains("127.0.0.1");
  }

  @Test
  void bearerFailuresSayWhichAndRevocationHoldsAtOnce() {
    var app = application("127.0.0.1", "extension:read");
    var value = accessToken(app);
    var live = call("Bearer " + value);
    assertThat(live.statusCode()).as(live.body() + live.headers()).isEqualTo(404);
    assertThat(call(null).statusCode()).isEqualTo(401);
    assertThat(call("Bearer nonsense").headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("invalid_token")
        .contains("unknown");
    var revoked = form("/revoke", "token=" + value, app);
    assertThat(revoked.statusCode()).isEqualTo(200);
    var after = call("Bearer " + value);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.body()).contains("revoked");
  }

  @Test
  void formThatCanNotBeReadIsTheSendersFault() {
    assertError(token("grant_type=client_credentials&client_secret=%zz"), 400, "invalid_request");
    assertError(token("a=1&".repeat(20_000)), 400, "invalid_request");
  }

  @Test
  void introspectionTellsScopesAndState() {
    var app = application("127.0.0.1", "call:read", "cdr:read");
    var live = JSON.readTree(form("/introspect", "token=" + accessToken(app), app).body());
    assertThat(live.get("active").asBoolean()).isTrue();
    assertThat(live.get("client_id").asString()).isEqualTo(app.application().id());
    assertThat(live.get("scope").asString().split(" "))
        .containsExactlyInAnyOrder("call:read", "cdr:read");
    var unknown = form("/introspect", "token=nonsense", app);
    assertThat(unknown.body()).isEqualTo("{\"active\":false}");
  }

  @Test
  void metadataAnnouncesOnlyWhatIsThere() {
    var metadata =
        JSON.readTree(
            server.send(server.requestAtRoot("/.well-known/oauth-authorization-server")).body());
    assertThat(metadata.has("token_endpoint")).as(metadata.toString()).isTrue();
    assertThat(metadata.get("token_endpoint").asString()).endsWith("/admin/api/api/token");
    assertThat(metadata.get("grant_types_supported").toString())
        .isEqualTo("[\"client_credentials\"]");
    assertThat(metadata.has("jwks_uri")).isFalse();
    assertThat(metadata.has("authorization_endpoint")).isFalse();
  }

  private HttpResponse<String> form(String path, String form, CreatedApplication app) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form + "&" + credentials(app))));
  }

  private CreatedApplication application(String allow, String... scopes) {
    return applications.create(
        new NewApplication(
            "test " + UUID.randomUUID(),
            "",
            List.of(scopes),
            Allowlist.parse(List.of(allow)),
            null));
  }

  private static String credentials(CreatedApplication app) {
    return "client_id=" + app.application().id() + "&client_secret=" + app.secret().value();
  }

  private String accessToken(CreatedApplication app) {
    var answer = token("grant_type=client_credentials&" + credentials(app));
    return JSON.readTree(answer.body()).get("access_token").asString();
  }

  private HttpResponse<String> token(String form) {
    return server.send(
        server
            .request("/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> call(@org.jspecify.annotations.Nullable String authorization) {
    var request = server.request("/nothing-here");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return server.send(request);
  }

  private static void assertError(HttpResponse<String> answer, int status, String error) {
    JsonNode body = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(body.get("error").asString()).isEqualTo(error);
    assertThat(body.get("message").asString()).isNotBlank().endsWith(".");
  }
}
