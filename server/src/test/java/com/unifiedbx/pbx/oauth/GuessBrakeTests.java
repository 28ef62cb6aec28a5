package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Terms;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Guessing secrets is slow for the guesser and for nobody else.
class GuessBrakeTests {

  private final TestServer server = TestServer.shared();

  @Test
  void guesserIsSlowedAndTheHonestApplicationIsNot() {
    var client = TestClient.with("call:read");
    assertThat(right("127.0.0.11", client).statusCode()).isEqualTo(200);
    var last = guess("127.0.0.12", client, 15);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.body()).contains("rate_limited");
    assertThat(TestClient.header(last, "Retry-After")).isNotNull();
    // Not even a secret that is right by chance is told from there.
    assertThat(right("127.0.0.12", client).statusCode()).isEqualTo(429);
    assertThat(right("127.0.0.11", client).statusCode()).isEqualTo(200);
  }

  @Test
  void guesserOnTheSameAddressDoesNotLockOutEither() {
    var client = TestClient.with("call:read");
    var neighbour = TestClient.with("call:read");
    assertThat(right("127.0.0.13", client).statusCode()).isEqualTo(200);
    assertThat(guess("127.0.0.13", client, 15).statusCode()).isEqualTo(429);
    assertThat(right("127.0.0.13", client).statusCode()).isEqualTo(200);
    assertThat(right("127.0.0.13", neighbour).statusCode()).isEqualTo(200);
  }

  @Test
  void oneAddressCanNotGuessForManyClients() {
    var statuses =
        IntStream.range(0, 35)
            .mapToObj(n -> "client_id=app_unknown%05d&client_secret=x".formatted(n))
            .map(form -> send("127.0.0.14", form).statusCode())
            .toList();
    assertThat(statuses).startsWith(401, 401, 401).endsWith(429);
  }

  @Test
  void manyAddressesThatMayNotCallDoNotSlowTheClient() {
    var client = TestClient.on(server, "127.0.0.15", Terms.DEFAULT, "call:read");
    for (var from = 100; from < 115; from++) {
      guess("127.0.0." + from, client, 9);
    }
    assertThat(right("127.0.0.15", client).statusCode()).isEqualTo(200);
  }

  @Test
  void refusalsAreCounted() {
    var client = TestClient.with("call:read");
    var before = refused();
    guess("127.0.0.16", client, 3);
    assertThat(refused()).isGreaterThanOrEqualTo(before + 3);
  }

  private double refused() {
    return server
        .bean(MeterRegistry.class)
        .counter("pbx.oauth.requests", "operation", "token.issue", "outcome", "invalid_client")
        .count();
  }

  private HttpResponse<String> right(String address, TestClient client) {
    return send(address, client.credentials());
  }

  /// So many wrong secrets; the last answer.
  private HttpResponse<String> guess(String address, TestClient client, int times) {
    var last = send(address, "client_id=" + client.id() + "&client_secret=wrong");
    for (var n = 1; n < times; n++) {
      last = send(address, "client_id=" + client.id() + "&client_secret=wrong" + n);
    }
    return last;
  }

  private HttpResponse<String> send(String address, String credentials) {
    return server.sendFrom(
        address, TestClient.post(server, "/token", "grant_type=client_credentials&" + credentials));
  }
}
