package com.unifiedbx.pbx.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.TestStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Subscriptions with the clients that people use: graphql-sse and graphql-ws from npm, run by
/// node.
@Timeout(120)
class NpmClientTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path directory;

  private final TestServer server = TestServer.shared();
  private final TestCaller caller = TestCaller.with("event:read", "call:read");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    try (var script = NpmClientTests.class.getResourceAsStream("/npm/clients.mjs")) {
      Files.write(directory.resolve("clients.mjs"), Objects.requireNonNull(script).readAllBytes());
    }
    Files.writeString(directory.resolve("package.json"), "{\"private\":true,\"type\":\"module\"}");
    run(
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--ignore-scripts",
        "graphql@16.15.0",
        "graphql-sse@2.6.1",
        "graphql-ws@6.4.2",
        "ws@8.23.0");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();
    assertThat(process.exitValue()).describedAs(out).isZero();
  }

  private BufferedReader follow(String way, String token, String after) throws IOException {
    var base = "http://127.0.0.1:" + server.port() + "/admin/api/api";
    var process =
        new ProcessBuilder("node", "clients.mjs", way, base, token, after)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private void publish(int from, int to) {
    IntStream.range(from, to)
        .forEach(i -> server.publish(TestEvent.of("call.ringing", String.valueOf(i))));
  }

  private static JsonNode line(BufferedReader lines) throws IOException {
    var line = lines.readLine();
    assertThat(line).isNotNull();
    return JSON.readTree(line);
  }

  @ParameterizedTest
  @CsvSource({"sse, 401", "ws, 4401"})
  void theClientGetsEverythingBehindItsPlaceAndIsToldOfItsEnd(String way, int end)
      throws IOException {
    String place;
    try (var stream = TestStream.open(caller, "")) {
      publish(0, 1);
      place = String.valueOf(stream.next().id());
    }
    publish(1, 4);
    try (var lines = follow(way, caller.token(), place)) {
      for (var mark : List.of("1", "2", "3")) {
        assertThat(line(lines).at("/data/callEvents/data/mark").asString()).isEqualTo(mark);
      }
      publish(4, 6);
      assertThat(line(lines).at("/data/callEvents/data/mark").asString()).isEqualTo("4");
      var event = line(lines).at("/data/callEvents");
      assertThat(event.at("/data/mark").asString()).isEqualTo("5");
      assertThat(event.get("type").asString()).isEqualTo("call.ringing");
      assertThat(event.get("time").asString()).isEqualTo("2026-01-02T03:04:05.006Z");

      revoke();
      assertThat(line(lines).get("end").asString()).isNotEmpty();
    }
    try (var lines = follow(way, caller.token(), place)) {
      assertThat(line(lines).get("end").asInt()).isEqualTo(end);
    }
  }

  private void revoke() {
    var answer =
        server.send(
            server
                .request("/revoke")
                .header("Authorization", caller.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + caller.token())));
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
