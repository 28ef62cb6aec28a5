package com.unifiedbx.pbx.instance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Asterisk, without a database: what depends on one is checked where both run.
class AsteriskServerTests {

  private final DataDirectory directory;
  private final AsteriskServer asterisk;

  AsteriskServerTests(@TempDir Path temp) {
    directory = DataDirectory.open(temp.resolve("data dir"));
    asterisk = TestAsterisk.in(directory);
  }

  @BeforeEach
  void start() {
    asterisk.start();
  }

  @AfterEach
  void stop() {
    asterisk.stop();
  }

  @Test
  void everyListedModuleRunsAndNothingComplains() throws IOException {
    var wanted =
        Files.readString(directory.asterisk().resolve("etc/modules.conf"))
            .lines()
            .filter(l -> l.startsWith("load = "))
            .map(l -> l.substring(7))
            .toList();
    var shown = asterisk.console("module show").lines().toList();
    assertThat(wanted)
        .allSatisfy(
            m -> assertThat(shown).anyMatch(l -> l.startsWith(m + " ") && l.contains(" Running ")));
    var complaints = Files.readString(directory.asterisk().resolve("log/messages.log"));
    assertThat(complaints.lines().filter(l -> !l.contains("res_config_pgsql")))
        .noneMatch(l -> l.contains("ERROR") || l.contains("WARNING"));
  }

  @Test
  void anotherStartTakesOverTheSameProcess() {
    var pid = asterisk.pid();
    var next =
        new AsteriskServer(directory, asterisk.setup(), AsteriskPrograms.find(System.getenv()));
    next.start();
    assertThat(next.pid()).isEqualTo(pid);
    assertThat(next.isRunning()).isTrue();
  }

  @Test
  void otherPortsMeanAnotherProcess() {
    var pid = asterisk.pid();
    var moved = TestAsterisk.in(directory, Map.of("rtp.first", "17002"));
    moved.start();
    assertThat(moved.pid()).isNotEqualTo(pid);
    assertThat(asterisk.isRunning()).isFalse();
  }

  @Test
  void killedItIsSeenAsDeadAndStartsAgain() {
    var process = Objects.requireNonNull(RunningProcess.read(directory.run("asterisk.pid")));
    process.end(true);
    assertThat(process.awaitEnd(Duration.ofSeconds(5))).isTrue();
    assertThat(asterisk.isRunning()).isFalse();
    asterisk.start();
    assertThat(asterisk.isRunning()).isTrue();
  }

  @Test
  void stopLeavesNoProcessAndNoPidFile() {
    var process = Objects.requireNonNull(RunningProcess.read(directory.run("asterisk.pid")));
    asterisk.stop();
    assertThat(process.isAlive()).isFalse();
    assertThat(directory.run("asterisk.pid")).doesNotExist();
  }

  @Test
  void theFilesAreTheOwnersOnly() throws IOException {
    try (var files = Files.list(directory.asterisk().resolve("etc"))) {
      assertThat(files)
          .allSatisfy(f ->
              assertThat(Files.getPosixFilePermissions(f))
                  .hasToString("[OWNER_READ, OWNER_WRITE]"));
    }
  }
}
