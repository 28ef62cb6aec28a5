package com.unifiedbx.pbx.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole instances, real PostgreSQL and real Asterisk in each, commands in processes of their own.
class UpCommandTests {

  private final Path temp;
  private final TestInstance one;
  private final TestInstance other;

  UpCommandTests(@TempDir Path temp) {
    this.temp = temp;
    one = TestInstance.in(temp.resolve("one"));
    other = TestInstance.in(temp.resolve("other"));
  }

  @AfterEach
  void leaveNothing() {
    one.down();
    other.down();
  }

  @Test
  void aDetachedInstanceOutlivesItsApiAndIsTakenOver() {
    assertThat(one.up("--detach").output())
        .contains("PostgreSQL is ready", "Asterisk 2", "announced", "user admin");
    assertThat(one.status().at("/healthy").asBoolean()).isTrue();
    var postgres = one.process("postgres");
    var asterisk = one.process("asterisk");

    one.process("api").end(true);
    await().until(() -> RunningProcess.read(one.directory().run("api.pid")) == null);
    assertThat(postgres.isAlive()).isTrue();
    assertThat(asterisk.isAlive()).isTrue();
    assertThat(one.status().at("/running").asBoolean()).isFalse();

    assertThat(one.up("--detach").ok()).isTrue();
    assertThat(one.process("postgres")).isEqualTo(postgres);
    assertThat(one.process("asterisk")).isEqualTo(asterisk);
    var api = one.process("api");
    assertThat(one.down().output())
        .contains("API (process " + api.pid())
        .contains("asterisk (process " + asterisk.pid(), "postgresql (process " + postgres.pid());
    assertThat(postgres.isAlive() || asterisk.isAlive() || api.isAlive()).isFalse();
  }

  @Test
  void killedServersAreBackWithinFifteenSecondsAndDownEndsThemWithoutTheApi() {
    assertThat(one.up("--detach").ok()).isTrue();
    for (var name : new String[] {"postgres", "asterisk"}) {
      var dead = one.process(name);
      dead.end(true);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> one.directory().run(name + ".pid").toFile().exists() && lives(name, dead));
    }
    await().until(() -> one.status().at("/healthy").asBoolean());
    assertThat(one.directory().log("server.log")).content().contains("died");

    var postgres = one.process("postgres");
    var asterisk = one.process("asterisk");
    one.process("api").end(true);
    assertThat(one.down().output()).contains("asterisk", "postgresql");
    assertThat(postgres.isAlive() || asterisk.isAlive()).isFalse();
    assertThat(one.down().output()).contains("Nothing runs");
  }

  private boolean lives(String name, RunningProcess before) {
    var now = RunningProcess.read(one.directory().run(name + ".pid"));
    return now != null && !now.equals(before);
  }

  @Test
  void twoInstancesRunSideBySide() {
    assertThat(one.up("--detach").ok()).isTrue();
    assertThat(other.up("--detach", "--rtp-ports", "18000-18099").output()).contains("is up");
    assertThat(one.status().at("/healthy").asBoolean()).isTrue();
    assertThat(other.status().at("/healthy").asBoolean()).isTrue();
    assertThat(one.status().at("/postgresql/port").asInt())
        .isNotEqualTo(other.status().at("/postgresql/port").asInt());

    var secret = one.directory().secret("database").value();
    assertThat(one.status().toString()).doesNotContain(secret);
    assertThat(one.status("--show-secrets").at("/postgresql/url").asString())
        .startsWith("postgresql://pbx:" + secret + "@127.0.0.1:");
  }

  @Test
  void aDirectoryOfANewerVersionIsLeftAlone() throws IOException {
    Files.createDirectories(one.directory().root());
    Files.writeString(one.directory().root().resolve("instance.json"), "{\"format\": 99}");
    var refused = one.up("--detach");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("was written by a newer version (format 99");
    Files.delete(one.directory().root().resolve("instance.json"));
  }

  @Test
  void anEndedForegroundProcessLeavesNothing() throws IOException, InterruptedException {
    var process = one.foreground();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(temp.resolve("foreground.log")).contains("is up"));
    var postgres = one.process("postgres");
    var asterisk = one.process("asterisk");
    assertThat(one.up().output()).contains("already runs on", "process " + process.pid());
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(postgres.isAlive() || asterisk.isAlive()).isFalse();
    try (var left = Files.list(one.directory().run(""))) {
      assertThat(left.filter(f -> f.toString().endsWith(".pid"))).isEmpty();
    }
  }

  @Test
  void aStartThatIsEndedHalfwayDoesNotSayThatItIsUp() throws IOException, InterruptedException {
    var process = one.foreground();
    var said = temp.resolve("foreground.log");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> RunningProcess.read(one.directory().run("api.pid")) != null);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).content().contains("Stopping").doesNotContain("is up");
    try (var left = Files.list(one.directory().run(""))) {
      assertThat(left.filter(f -> f.toString().endsWith(".pid"))).isEmpty();
    }
  }

  @Test
  void ofTwoStartsAtOnceOneSaysThatTheOtherRuns() {
    var starts = List.of(start(), start());
    var outcomes = starts.stream().map(CompletableFuture::join).toList();
    assertThat(outcomes).filteredOn(Programs.Outcome::ok).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.ok())
        .allSatisfy(o -> assertThat(o.output()).contains("already runs on", "choose another"));
    assertThat(one.status().at("/healthy").asBoolean()).isTrue();
  }

  private CompletableFuture<Programs.Outcome> start() {
    return CompletableFuture.supplyAsync(() -> one.up("--detach"));
  }

  @Test
  void theLoopbackOfIPv6Serves() {
    assumeTrue(Ports.isOwn(InetAddress.ofLiteral("::1")), "this machine has no IPv6");
    assertThat(one.up("--detach", "--bind", "::1").output())
        .contains("https://[::1]:", "SIP over UDP to [::1]:");
    assertThat(one.status().at("/healthy").asBoolean()).isTrue();
    var sip = Integer.parseInt(one.port("--sip-port"));
    assertThat(Ports.isUdpFree(InetAddress.ofLiteral("::1"), sip)).isFalse();
  }

  /// In a network of its own, since no test may be reached from elsewhere.
  @Test
  void anotherAddressThanTheLoopbackIsTheOnlyOneForItsServers() {
    assumeTrue(
        Programs.run(
                List.of("unshare", "-n", "sh", "-c", "ip link && ss -l"), Duration.ofSeconds(5))
            .ok(),
        "networks of one's own need root and iproute2");
    var address = "192.0.2.10";
    var script = "ip link set lo up; ip address add %s/32 dev lo; \"$@\"; ss -lntu";
    var inside = new ArrayList<>(List.of("unshare", "-n", "bash", "-c", script.formatted(address)));
    inside.add("up");
    inside.addAll(one.command(List.of("up", "--detach", "--bind", address)));
    var said = Programs.run(inside, Duration.ofSeconds(90)).output();
    assertThat(said).contains("https://" + address + ":8443", "is up");
    assertThat(said).contains(" " + address + ":5060 ", " 127.0.0.1:5038 ");
    assertThat(said).containsPattern("[ :]" + address + "]?:8443 ");
  }

  @Test
  void aTakenPortIsNamedWithItsOption() throws IOException {
    try (var taken = new ServerSocket(0, 1, Ports.loopback())) {
      var port = String.valueOf(taken.getLocalPort());
      var outcome = one.run(List.of("up", "--detach", "--https-port", port));
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.output()).contains("TCP port " + port + " is in use", "--https-port");
    }
  }
}
