package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a request to the token endpoint may look like, and the answer to one that does not.
class TokenRequestTests {

  private static final String GRANT = "grant_type=client_credentials";

  private final TestServer server = TestServer.shared();

  @Test
  void otherVerbsThanPostAreRefusedCleanly() {
    for (var verb : List.of("GET", "PUT", "DELETE", "PATCH")) {
      for (var path : List.of("/token", "/revoke", "/introspect")) {
        var answer = server.send(server.request(path).method(verb, BodyPublishers.ofString("a=1")));
        assertThat(answer.statusCode()).as(verb + path).isEqualTo(405);
        assertThat(TestClient.header(answer, "Allow")).isEqualTo("POST");
        assertError(answer, 405, "method_not_allowed");
      }
    }
  }

  @Test
  void grantIsLookedAtBeforeCredentials() {
    assertError(token("client_id=x&client_secret=y"), 400, "invalid_request");
    assertError(token(""), 400, "invalid_request");
    for (var grant : List.of("password", "authorization_code", "refresh_token", "nonsense")) {
      assertError(token("grant_type=" + grant), 400, "unsupported_grant_type");
    }
  }

  @Test
  void parameterThatIsThereTwiceIsRefused() {
    var client = TestClient.with("call:read");
    for (var twice : List.of("scope=call:read&scope=call:read", GRANT, "foo=1&foo=2")) {
      assertError(client.form("/token", GRANT + "&" + twice), 400, "invalid_request");
    }
    var credentials = client.credentials();
    assertError(token(GRANT + "&" + credentials + "&" + credentials), 400, "invalid_request");
  }

  @Test
  void credentialsInTheAddressAreRefused() {
    var client = TestClient.with("call:read");
    var answer =
        server.send(TestClient.post(server, "/token?client_secret=" + client.secret(), GRANT));
    assertError(answer, 400, "invalid_request");
    assertThat(answer.body()).doesNotContain(client.secret());
  }

  @Test
  void basicIsReadAsTheRfcSaysAndNotBesideAForm() {
    var client = TestClient.with("call:read");
    var basic = basic(client.id() + ":" + client.secret());
    assertThat(withAuthorization(basic, GRANT).statusCode()).isEqualTo(200);
    assertThat(withAuthorization(basic.replace("Basic", "bAsIc"), GRANT).statusCode())
        .isEqualTo(200);
    assertThat(withAuthorization(basic, GRANT + "&client_id=" + client.id()).statusCode())
        .isEqualTo(200);
    assertError(withAuthorization(basic, GRANT + "&client_id=other"), 400, "invalid_request");
    assertError(
        withAuthorization(basic, GRANT + "&" + client.credentials()), 400, "invalid_request");
    for (var wrong : List.of("Basic", "Basic %%%", basic("nocolon"), basic(":x"), basic("a:%zz"))) {
      var answer = withAuthorization(wrong, GRANT);
      assertError(answer, 401, "invalid_client");
      assertThat(TestClient.header(answer, "WWW-Authenticate")).startsWith("Basic ");
    }
  }

  @Test
  void twoAuthorizationHeadersAreRefused() {
    var client = TestClient.with("call:read");
    var basic = basic(client.id() + ":" + client.secret());
    var form = TestClient.post(server, "/token", GRANT).header("Authorization", basic);
    assertError(server.send(form.header("Authorization", "Bearer x")), 400, "invalid_request");
    var call = server.request("/calls").header("Authorization", "Bearer " + client.accessToken());
    assertThat(server.send(call).statusCode()).isEqualTo(200);
    assertThat(server.send(call.header("Authorization", "Bearer x")).statusCode()).isEqualTo(401);
  }

  /// Its parts would be written to the disk before anybody looks at them.
  @Test
  void multipartIsNoForm() {
    var client = TestClient.with("call:read");
    var body = new StringBuilder();
    for (var pair : (GRANT + "&" + client.credentials()).split("&", -1)) {
      var part = pair.split("=", 2);
      body.append("--x\r\nContent-Disposition: form-data; name=\"" + part[0] + "\"\r\n\r\n")
          .append(part[1] + "\r\n");
    }
    var request =
        server
            .request("/token")
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofString(body + "--x--\r\n"));
    assertError(server.send(request), 400, "invalid_request");
  }

  @Test
  void descriptionsHaveOnlyTheCharactersOfTheRfc() {
    var client = TestClient.with("call:read");
    for (var scope : List.of("a%0ab", "a%00", "%22%5c", "%c3%a9", "a".repeat(300))) {
      var answer = client.form("/token", GRANT + "&scope=" + scope);
      assertError(answer, 400, "invalid_scope");
      assertThat(TestClient.json(answer).get("error_description").asString())
          .matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
    }
  }

  @Test
  void jsonBodyIsReadAsAForm() {
    var client = TestClient.with("call:read", "cdr:read");
    var body =
        "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\",\"scope\":\"cdr:read\"}"
            .formatted(client.id(), client.secret());
    var answer = json(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(TestClient.json(answer).get("scope").asString()).isEqualTo("cdr:read");
    for (var wrong : List.of("", "[]", "{", "\"x\"", "{\"grant_type\":1}", "null")) {
      assertError(json(wrong), 400, "invalid_request");
    }
  }

  @Test
  void scopeNarrowsAndNeverWidens() {
    var client = TestClient.with("extension:write", "cdr:read");
    assertThat(scopeOf(client, "extension:read")).isEqualTo("extension:read");
    assertThat(scopeOf(client, "cdr:read%20extension:write")).isEqualTo("cdr:read extension:write");
    assertThat(scopeOf(client, "gql:cdr:read")).isEqualTo("cdr:read");
    assertThat(scopeOf(client, "")).isEqualTo("cdr:read extension:write");
    var refused = client.form("/token", GRANT + "&scope=call:write");
    assertError(refused, 400, "invalid_scope");
    assertThat(refused.body()).contains("call:write");
    assertError(client.form("/token", GRANT + "&scope=gql"), 400, "invalid_scope");
  }

  @Test
  void answersAreNeverKept() {
    var client = TestClient.with("call:read");
    for (var answer : List.of(client.token(), token(GRANT), token(""))) {
      assertThat(TestClient.header(answer, "Cache-Control")).isEqualTo("no-store");
      assertThat(TestClient.header(answer, "Pragma")).isEqualTo("no-cache");
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
  }

  @Test
  void freepbxApplicationsAreAnsweredAsFreepbxDoes() {
    var terms = new Terms(true, Fence.NONE, RateClass.DEFAULT);
    var client = TestClient.on(server, "127.0.0.0/8", terms, "call:read");
    var wrong = token(GRANT + "&client_id=" + client.id() + "&client_secret=wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(TestClient.header(wrong, "WWW-Authenticate")).isEqualTo("Basic realm=\"OAuth\"");
    assertThat(wrong.body())
        .isEqualTo("{\"error\":\"invalid_client\",\"message\":\"Client authentication failed\"}");
    assertThat(client.form("/token", "grant_type=nonsense").body())
        .isEqualTo(
            "{\"error\":\"unsupported_grant_type\",\"message\":\"The authorization grant type is not"
                + " supported by the authorization server.\",\"hint\":\"Check the `grant_type`"
                + " parameter\"}");
    assertThat(client.form("/token", GRANT + "&scope=cdr:read").body())
        .isEqualTo(
            "{\"error\":\"invalid_scope\",\"message\":\"The requested scope is invalid, unknown, or"
                + " malformed\",\"hint\":\"Check the `cdr:read` scope\"}");
    var token = client.accessToken();
    client.form("/revoke", "token=" + token);
    var revoked = client.call(token);
    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.body())
        .isEqualTo(
            "{\"error\":\"access_denied\",\"message\":\"The resource owner or authorization server"
                + " denied the request.\",\"hint\":\"Access token has been revoked\"}");
  }

  private static String scopeOf(TestClient client, String asked) {
    return TestClient.json(client.form("/token", GRANT + "&scope=" + asked))
        .get("scope")
        .asString();
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> withAuthorization(String header, String form) {
    return server.send(TestClient.post(server, "/token", form).header("Authorization", header));
  }

  private HttpResponse<String> json(String body) {
    return server.send(
        server
            .request("/token")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> token(String form) {
    return server.send(TestClient.post(server, "/token", form));
  }

  private static void assertError(HttpResponse<String> answer, int status, String error) {
    var body = TestClient.json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(body.get("error").asString()).isEqualTo(error);
    assertThat(body.get("message").asString()).isNotBlank().endsWith(".");
  }
}
