package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two servers on one database: what one is told, the other knows.
class TwoNodesTests {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final TestServer FIRST = TestServer.shared();
  private static final TestServer SECOND =
      TestServer.anotherNode(
          Map.of("pbx.ratelimit.shared", true, "pbx.proxy.trusted", "127.0.0.20"));

  @AfterAll
  static void stop() {
    SECOND.close();
  }

  @Test
  void tokenOfOneNodeIsGoodOnTheOtherUntilItIsRevoked() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    assertThat(call(SECOND, token)).isEqualTo(404);
    client.form("/revoke", "token=" + token);
    await().untilAsserted(() -> assertThat(call(SECOND, token)).isEqualTo(401));
  }

  @Test
  void disablingHoldsOnBothNodes() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    assertThat(call(FIRST, token)).isEqualTo(404);
    assertThat(call(SECOND, token)).isEqualTo(404);
    SECOND.bean(Applications.class).setEnabled(client.id(), false);
    await().untilAsserted(() -> assertThat(call(FIRST, token)).isEqualTo(403));
    await().untilAsserted(() -> assertThat(call(SECOND, token)).isEqualTo(403));
    FIRST.bean(Applications.class).setEnabled(client.id(), true);
    await().untilAsserted(() -> assertThat(call(SECOND, token)).isEqualTo(404));
  }

  @Test
  void whatAnApplicationMayDoChangesOnTheOtherNode() {
    var client = TestClient.with("call:read", "extension:read");
    var token = client.accessToken();
    assertThat(answer(SECOND, "/calls", token)).isEqualTo("200");
    change(client, old -> with(old, List.of("cdr:read"), old.allowlist(), null, old.terms()));
    awaitAnswer("/calls", token, "insufficient_scope");
    var elsewhere = Allowlist.parse(List.of("192.0.2.7"));
    change(client, old -> with(old, List.of("call:read"), elsewhere, null, old.terms()));
    awaitAnswer("/calls", token, "access_denied");
    var ended = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
    change(client, old -> with(old, List.of("call:read"), null, ended, old.terms()));
    awaitAnswer("/calls", token, "application_expired");
    var fence = new Fence(List.of("1001"), List.of(), null, null);
    change(
        client,
        old -> with(old, List.of("extension:read"), null, null, new Terms(false, fence, null)));
    awaitAnswer("/extensions/1999", token, "outside_fence");
    FIRST.bean(Applications.class).delete(client.id());
    awaitAnswer("/extensions/1999", token, "invalid_token");
  }

  private static void change(TestClient client, UnaryOperator<NewApplication> change) {
    FIRST.bean(Applications.class).change(client.id(), change);
  }

  private static NewApplication with(
      NewApplication old,
      List<String> scopes,
      @Nullable Allowlist allowlist,
      @Nullable Instant expiresAt,
      Terms terms) {
    return new NewApplication(
        old.name(), old.description(), scopes, allowlist, expiresAt, old.tokenLifetime(), terms);
  }

  private static void awaitAnswer(String path, String token, String expected) {
    await().untilAsserted(() -> assertThat(answer(SECOND, path, token)).isEqualTo(expected));
  }

  /// The code of a refusal, or the status of anything else.
  private static String answer(TestServer node, String path, String token) {
    var answer = node.send(node.request(path).header("Authorization", "Bearer " + token));
    var error = TestClient.JSON.readTree(answer.body()).get("error");
    return error == null ? String.valueOf(answer.statusCode()) : error.asString();
  }

  /// The signals of both changes are lost with the lines that would have carried them.
  @Test
  void whatChangesWhileTheListeningLinesAreLostHoldsAllTheSame() {
    var revoked = TestClient.with("call:read");
    var disabled = TestClient.with("call:read");
    var rotated = TestClient.on(SECOND, "127.0.0.0/8", Terms.DEFAULT, "call:read");
    var token = revoked.accessToken();
    var other = disabled.accessToken();
    assertThat(call(SECOND, token)).isEqualTo(404);
    assertThat(call(SECOND, other)).isEqualTo(404);
    assertThat(rotated.token().statusCode()).isEqualTo(200);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource()));
    transaction.executeWithoutResult(_ -> {
      var jdbc = JdbcClient.create(dataSource());
      jdbc.sql("update access_token set revoked_at = now() where application_id = ?")
          .param(revoked.id())
          .update();
      jdbc.sql("update application set enabled = false where id = ?").param(disabled.id()).update();
      jdbc.sql("delete from application_secret where application_id = ?")
          .param(rotated.id())
          .update();
      var ended =
          jdbc.sql(
                  """
                  select pg_terminate_backend(pid, 60000) from pg_stat_activity
                  where datname = current_database() and application_name = 'UnifiedBX signals'\
                  """)
              .query(Boolean.class)
              .list();
      assertThat(ended).hasSizeGreaterThanOrEqualTo(2).doesNotContain(false);
    });
    await().atMost(SOON).untilAsserted(() -> assertThat(call(SECOND, token)).isEqualTo(401));
    await().atMost(SOON).untilAsserted(() -> assertThat(call(SECOND, other)).isEqualTo(403));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(rotated.token().statusCode()).isEqualTo(401));
  }

  private static DataSource dataSource() {
    return FIRST.database().dataSource();
  }

  @Test
  void sharedLimitsAreKeptInTheDatabase() {
    var terms = new Terms(false, Fence.NONE, new RateClass(1, 3));
    var client = TestClient.on(SECOND, "127.0.0.0/8", terms, "call:read");
    var token = client.accessToken();
    assertThat(call(SECOND, token)).isEqualTo(404);
    var rows =
        JdbcClient.create(FIRST.database().dataSource())
            .sql("select count(*) from pbx.rate_bucket where id like :key")
            .param("key", "api:%:" + client.id())
            .query(Integer.class)
            .single();
    assertThat(rows).isEqualTo(1);
    for (var n = 0; n < 5; n++) {
      call(SECOND, token);
    }
    assertThat(call(SECOND, token)).isEqualTo(429);
  }

  @Test
  void strangersAreLimitedAndGoodTokensFromTheirAddressAreNot() {
    var client = TestClient.with("call:read");
    var token = client.accessToken();
    assertThat(fromStranger("Bearer " + token).statusCode()).isEqualTo(404);
    HttpResponse<String> last = fromStranger("Bearer nonsense");
    for (var n = 0; n < 200 && last.statusCode() != 429; n++) {
      last = fromStranger("Bearer nonsense");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(fromStranger("Bearer " + token).statusCode()).isEqualTo(404);
  }

  @Test
  void tokenRequestsOfOneAddressAreLimited() {
    HttpResponse<String> last = tokenFrom("127.0.0.22");
    assertThat(last.headers().firstValue("RateLimit-Policy")).hasValue("\"token\";q=20;w=2");
    for (var n = 0; n < 100 && last.statusCode() != 429; n++) {
      last = tokenFrom("127.0.0.22");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.body()).contains("rate_limited");
    assertThat(tokenFrom("127.0.0.23").statusCode()).isEqualTo(401);
  }

  @Test
  void allowlistLooksBehindTrustedProxiesOnly() {
    var client = TestClient.on(FIRST, "192.0.2.7", Terms.DEFAULT, "call:read");
    var honest = forwarded("127.0.0.20", client, "192.0.2.7");
    assertThat(honest.statusCode()).as(honest.body()).isEqualTo(200);
    // Written by the sender itself, in front of what the proxy added.
    var spoofed = forwarded("127.0.0.20", client, "192.0.2.7, 198.51.100.1");
    assertThat(spoofed.statusCode()).isEqualTo(403);
    assertThat(spoofed.body()).contains("198.51.100.1");
    var stranger = forwarded("127.0.0.21", client, "192.0.2.7");
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.body()).contains("127.0.0.21");
  }

  private static HttpResponse<String> forwarded(String from, TestClient client, String chain) {
    return SECOND.sendFrom(
        from,
        TestClient.post(SECOND, "/token", "grant_type=client_credentials&" + client.credentials())
            .header("X-Forwarded-For", chain));
  }

  private static HttpResponse<String> tokenFrom(String address) {
    return SECOND.sendFrom(
        address, TestClient.post(SECOND, "/token", "grant_type=client_credentials"));
  }

  private static HttpResponse<String> fromStranger(String authorization) {
    return SECOND.sendFrom(
        "127.0.0.24", SECOND.request("/nothing-here").header("Authorization", authorization));
  }

  private static int call(TestServer node, String token) {
    return node.send(node.request("/nothing-here").header("Authorization", "Bearer " + token))
        .statusCode();
  }
}
