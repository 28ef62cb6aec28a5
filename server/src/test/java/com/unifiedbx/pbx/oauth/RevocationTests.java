package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Applications;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Revocation (RFC 7009), introspection (RFC 7662) and when they take effect.
class RevocationTests {

  private final TestServer server = TestServer.shared();
  private final Applications applications = server.bean(Applications.class);

  @Test
  void ownTokenEndsAtOnceAndAgain() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    assertThat(client.call(token).statusCode()).isEqualTo(404);
    assertThat(client.form("/revoke", "token=" + token).statusCode()).isEqualTo(200);
    assertThat(client.call(token).statusCode()).isEqualTo(401);
    assertThat(client.form("/revoke", "token=" + token).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownTokenIsAlreadyEnded() {
    var client = TestClient.with("call:read");
    var answer = client.form("/revoke", "token=nonsense&token_type_hint=refresh_token");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(client.form("/revoke", "a=b").statusCode()).isEqualTo(400);
  }

  @Test
  void foreignTokenIsRefusedAndLivesOn() {
    var token = TestClient.with("call:read").accessToken();
    var other = TestClient.with("system:write");
    var answer = other.form("/revoke", "token=" + token);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestClient.json(answer).get("error").asString()).isEqualTo("invalid_grant");
    assertThat(other.call(token).statusCode()).isEqualTo(404);
  }

  @Test
  void tokensEndWithTheirApplication() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    var rows =
        JdbcClient.create(client.server().database().dataSource())
            .sql("select count(*) from pbx.access_token where application_id = ?")
            .param(client.id());
    assertThat(rows.query(Integer.class).single()).isEqualTo(1);
    applications.delete(client.id());
    assertThat(client.call(token).statusCode()).isEqualTo(401);
    assertThat(client.token().statusCode()).isEqualTo(401);
    assertThat(rows.query(Integer.class).single()).isZero();
  }

  @Test
  void introspectionTellsAllOfOnesOwnToken() {
    var client = TestClient.with("call:write", "cdr:read");
    var before = Instant.now().getEpochSecond();
    var told = TestClient.json(client.form("/introspect", "token=" + client.accessToken()));
    assertThat(told.get("active").asBoolean()).isTrue();
    assertThat(told.get("client_id").asString()).isEqualTo(client.id());
    assertThat(told.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(told.get("scope").asString()).isEqualTo("call:read call:write cdr:read");
    assertThat(told.get("iat").asLong()).isGreaterThanOrEqualTo(before);
    assertThat(told.get("exp").asLong() - told.get("iat").asLong()).isEqualTo(3600);
  }

  @Test
  void introspectionOfOthersNeedsSystemRead() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    var stranger = TestClient.with("call:write").form("/introspect", "token=" + token);
    assertThat(stranger.body()).isEqualTo("{\"active\":false}");
    var watcher = TestClient.with("system:read").form("/introspect", "token=" + token);
    assertThat(TestClient.json(watcher).get("client_id").asString()).isEqualTo(client.id());
    applications.setEnabled(client.id(), false);
    var other = TestClient.with("system:read");
    await()
        .untilAsserted(() ->
            assertThat(other.form("/introspect", "token=" + token).body())
                .isEqualTo("{\"active\":false}"));
  }
}
