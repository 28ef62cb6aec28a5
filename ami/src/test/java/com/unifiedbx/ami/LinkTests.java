package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class LinkTests {

  private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
  private final RecordingListener listener = new RecordingListener();
  private @Nullable AmiClient opened;

  private AmiClient open(AmiSettings settings) {
    var client = AmiClient.open(settings, listener);
    opened = client;
    return client;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    asterisk.close();
  }

  @Test
  void isUpOnceBothSessionsAreInAndAsteriskIsBooted() {
    var client = open(TestSettings.of(asterisk));

    listener.awaitHearing("up");
    var status = client.status();
    assertThat(status.state()).isEqualTo(AmiStatus.State.UP);
    assertThat(status.asteriskVersion()).isEqualTo("22.10.1");
    assertThat(status.text()).isEqualTo("Connected to Asterisk 22.10.1.");
    assertThat(status.counters().reconnects()).isZero();
    assertThat(status.counters().sent()).isEqualTo(3);
  }

  @Test
  void waitsForAnAsteriskThatIsStillLoading() {
    asterisk.on("Login", (peer, action) -> peer.succeed(action));
    var client = open(TestSettings.of(asterisk));
    await().until(() -> asterisk.received("Login").size() == 2);
    asterisk.eventPeer().event("Newchannel", "Channel: too-early");
    assertThat(client.status().connected()).isFalse();

    asterisk.eventPeer().event("FullyBooted", "Uptime: 0");

    listener.awaitHearing("up");
  }

  @Test
  void givesUpOnAnAsteriskThatNeverReportsToBeBooted() {
    asterisk.on("Login", (peer, action) -> peer.succeed(action));
    var l = TestSettings.LONG;
    var client =
        open(
            TestSettings.of(asterisk)
                .timeouts(new AmiSettings.Timeouts(l, l, l, TestSettings.SHORT, l)));

    await().until(() -> client.status().text().contains("FullyBooted"));
  }

  @Test
  void setsFiltersAfterBootAndSurvivesTheirRefusal() {
    asterisk.on("Filter", (peer, action) -> peer.fail(action, "Permission denied"));
    open(TestSettings.of(asterisk).filters(List.of(AmiFilter.exclude("VarSet"))));

    listener.awaitHearing("up");
    assertThat(asterisk.received("Filter"))
        .extracting(filter -> filter.get("MatchCriteria", ""))
        .containsExactly("action(exclude),name(VarSet)");
  }

  @Test
  void reconnectsWhenTheEventSessionIsCutAndTellsInOrder() {
    var client = open(TestSettings.of(asterisk));
    listener.awaitHearing("up");
    asterisk.eventPeer().event("Hangup", "Uniqueid: 1");
    listener.awaitHearing("up", "event Hangup");

    asterisk.eventPeer().cut();

    listener.awaitHearing("up", "event Hangup", "down", "up");
    assertThat(listener.reasons()).containsExactly("Asterisk closed the event session.");
    assertThat(client.status().counters().reconnects()).isEqualTo(1);
    assertThat(asterisk.peers().get(0).hasEnded()).isTrue();
  }

  @Test
  void reconnectsWhenTheCommandSessionIsCut() {
    open(TestSettings.of(asterisk));
    listener.awaitHearing("up");

    asterisk.commandPeer().cut();

    listener.awaitHearing("up", "down", "up");
  }

  @Test
  void comesBackToAnAsteriskThatWasGone() {
    var client = open(TestSettings.of(asterisk));
    listener.awaitHearing("up");
    asterisk.close();
    await().until(() -> client.status().text().contains("Connection refused."));

    try (var _ = new ScriptedAsterisk(asterisk.port())) {
      listener.awaitHearing("up", "down", "up");
      client.close();
    }
  }

  @Test
  void aRefusedLoginIsToldAndNotRepeatedEagerly() {
    asterisk.on("Login", (peer, action) -> peer.fail(action, "Authentication failed"));
    var client = open(TestSettings.of(asterisk));

    await().until(() -> client.status().state() == AmiStatus.State.REFUSED);
    assertThat(client.status().text())
        .startsWith("Asterisk refuses the login of pbx: Authentication failed. Trying again in ")
        .doesNotContain("s3cret");
    assertThat(asterisk.received("Login")).hasSize(1);
    assertThat(listener.heard()).isEmpty();
  }

  @Test
  void aRefusedLoginIsTriedAgainLater() {
    var attempts = new AtomicInteger();
    asterisk.on(
        "Login",
        (peer, action) -> {
          if (attempts.incrementAndGet() == 1) {
            peer.fail(action, "Authentication failed");
          } else {
            peer.succeed(action);
            peer.event("FullyBooted");
          }
        });
    var brief = Duration.ofMillis(20);
    open(TestSettings.of(asterisk).retry(new AmiSettings.Retry(brief, brief, brief)));

    listener.awaitHearing("up");
  }

  @Test
  void aMissingGreetingIsNoticed() {
    asterisk.greeting("");
    var l = TestSettings.LONG;
    var client =
        open(
            TestSettings.of(asterisk)
                .timeouts(new AmiSettings.Timeouts(TestSettings.SHORT, l, l, l, l)));

    await().until(() -> client.status().text().startsWith("No greeting came within 0.15 s."));
    assertThat(asterisk.received("Login")).isEmpty();
  }

  @Test
  void theSecretIsNotSentToSomethingElse() {
    asterisk.greeting("220 mail.example.com ESMTP\r\n");
    var client = open(TestSettings.of(asterisk));

    await().until(() -> client.status().text().contains("no Asterisk Manager Interface"));
    assertThat(asterisk.received("Login")).isEmpty();
  }

  @Test
  void closeEndsSessionsAndThreadsPromptly(@TempDir Path directory) throws IOException {
    var client = open(TestSettings.of(asterisk));
    listener.awaitHearing("up");
    assertThat(ownThreads(directory)).isNotEmpty();

    var start = System.nanoTime();
    client.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(ownThreads(directory)).isEmpty();
    await().until(() -> asterisk.peers().stream().allMatch(ScriptedPeer::hasEnded));
    assertThat(client.status().state()).isEqualTo(AmiStatus.State.CLOSED);
    listener.awaitHearing("up");
  }

  @Test
  void closeEndsAnAttemptUnderWay(@TempDir Path directory) throws IOException {
    asterisk.greeting("");
    var client = open(TestSettings.of(asterisk));
    await().until(() -> !asterisk.peers().isEmpty());

    client.close();

    assertThat(ownThreads(directory)).isEmpty();
    assertThat(client.status().state()).isEqualTo(AmiStatus.State.CLOSED);
  }

  private static List<String> ownThreads(Path directory) throws IOException {
    var dump = directory.resolve("threads-" + System.nanoTime());
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    return Files.readAllLines(dump).stream().filter(line -> line.contains("\"ami-")).toList();
  }
}
