package com.unifiedbx.pbx.cdr.export.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestProgram;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// Jobs whose process is killed, whose disk is full, and whose database goes away.
class ExportRunnerTests {

  private static final DataSize PLENTY = DataSize.ofGigabytes(10);
  private static final DataSize NONE = DataSize.ofBytes(0);

  private static ManyRecords records;

  @TempDir Path directory;

  @BeforeAll
  static void store() {
    records = new ManyRecords();
  }

  @AfterAll
  static void drop() {
    records.close();
  }

  @Test
  void aJobWhoseProcessIsKilledIsDoneByTheNextOne() throws IOException, InterruptedException {
    var place = new TestPlace(directory);
    var id = place.add(ManyRecords.CALL);
    var node = dyingNode(place);
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> place.get(id).progress().records() > 0 || !node.isAlive());
    } finally {
      node.destroyForcibly().waitFor();
    }
    assertThat(place.get(id).status()).isEqualTo(Status.RUNNING);
    assertThat(place.file(id)).doesNotExist();
    assertThat(place.file(id + ".part")).exists();

    var next = place.runner(PLENTY, NONE);
    next.start();
    try {
      var done = place.awaitEnd(id);
      assertThat(done.status()).isEqualTo(Status.DONE);
      assertThat(done.attempts()).isEqualTo(2);
      assertThat(done.progress().records()).isEqualTo(ManyRecords.COUNT);
      assertThat(place.file(id + ".part")).doesNotExist();
      assertThat(Files.readString(place.file(id)))
          .isEqualTo(TestCaller.with("cdr:read").get("/cdr.csv?callId=" + ManyRecords.CALL).body());
    } finally {
      next.stop();
    }
  }

  @Test
  void aJobThatBringsItsProcessDownAgainAndAgainIsGivenUp() {
    var place = new TestPlace(directory);
    var id = place.add("c-export-job-none");
    for (var attempt = 1; attempt <= 5; attempt++) {
      assertThat(Objects.requireNonNull(place.repository.begin()).id()).isEqualTo(id);
    }
    assertFails(place, id, PLENTY, "interrupted");
  }

  @Test
  void whatIsTooMuchForTheDiskFailsAndLeavesNothing() throws IOException, InterruptedException {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString()))
        .as("only root may mount a small disk")
        .isTrue();
    try {
      var place = new TestPlace(directory);
      assertFails(place, place.add(ManyRecords.CALL), PLENTY, "disk_full");
    } finally {
      run("umount", "--lazy", directory.toString());
    }
  }

  @Test
  void whatIsTooMuchForAllExportsTogetherFails() throws IOException {
    var place = new TestPlace(directory);
    Files.writeString(directory.resolve("another"), "two");
    assertFails(place, place.add("c-export-job-none"), DataSize.ofBytes(2), "space_used_up");
  }

  @Test
  void anExportLeavesRoomForOthersOnTheDisk() throws IOException {
    var place = new TestPlace(directory);
    var id = place.add("c-export-job-none");
    var runner = place.runner(PLENTY, DataSize.ofTerabytes(1000));
    runner.start();
    try {
      assertThat(place.awaitEnd(id).end().error()).isEqualTo("disk_full");
    } finally {
      runner.stop();
    }
  }

  private static void assertFails(TestPlace place, String id, DataSize space, String error) {
    var runner = place.runner(space, NONE);
    runner.start();
    try {
      var failed = place.awaitEnd(id);
      assertThat(failed.status()).isEqualTo(Status.FAILED);
      assertThat(failed.end().error()).isEqualTo(error);
      assertThat(failed.end().message()).endsWith(".");
      assertThat(place.file(id)).doesNotExist();
      await().until(() -> !Files.exists(place.file(id + ".part")));
    } finally {
      runner.stop();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// The whole program in a process of its own, at that place.
  private static Process dyingNode(TestPlace place) throws IOException {
    var path = System.getProperty("surefire.test.class.path", "");
    var database = TestServer.shared().database();
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path.isEmpty() ? System.getProperty("java.class.path") : path,
                DyingNode.class.getName(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--pbx.asterisk.database-role=" + database.asteriskRole(),
                "--pbx.applications.pepper=a pepper for tests",
                "--pbx.audit.key=a key of the chain for tests",
                "--pbx.cdr.exports.reserve=0B",
                "--pbx.cdr.exports.directory=" + place.directory,
                "--pbx.cdr.exports.key=" + place.key.value()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static final class DyingNode {

    private DyingNode() {}

    public static void main(String[] args) {
      TestProgram.application().run(args);
    }
  }
}
