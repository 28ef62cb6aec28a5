package com.unifiedbx.pbx.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestProgram;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.TestStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Readers, and the program itself, that die at any moment.
@Timeout(120)
class ReaderKillTests {

  private static final int CALLS = 50;
  private static final int STEPS = 12;

  /// Fewer than the pool has connections: who waits longer than a second for one is refused.
  private static final int AT_ONCE = 4;

  private final Semaphore atOnce = new Semaphore(AT_ONCE);
  private final TestServer server = TestServer.shared();
  private final TestCaller caller = TestCaller.with("event:read", "call:read", "cdr:read");

  @Test
  void readersThatAreKilledAtRandomMissNothingAndGetNothingTwice() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String start;
      try (var stream = TestStream.open(caller, "")) {
        server.publish(TestEvent.of("call.queued", "start"));
        start = String.valueOf(stream.next().id());
      }
      var readers = new ArrayList<Future<List<String>>>();
      for (int reader = 0; reader < 4; reader++) {
        var random = new Random(reader);
        readers.add(threads.submit(() -> readWithAccidents(start, random)));
      }
      for (int call = 0; call < CALLS; call++) {
        var name = call;
        threads.execute(() -> live(name));
      }
      var first = readers.getFirst().get();
      assertThat(first).hasSize(CALLS * STEPS).doesNotHaveDuplicates();
      for (var reader : readers) {
        assertThat(reader.get()).isEqualTo(first);
      }
      for (int call = 0; call < CALLS; call++) {
        var prefix = call + "/";
        assertThat(first.stream().filter(mark -> mark.startsWith(prefix)))
            .containsExactlyElementsOf(
                IntStream.range(0, STEPS).mapToObj(step -> prefix + step).toList());
      }
    }
  }

  /// The events of one call, each in a transaction of its own.
  private void live(int call) {
    for (int step = 0; step < STEPS; step++) {
      var mark = call + "/" + step;
      atOnce.acquireUninterruptibly();
      try {
        server
            .bean(TransactionTemplate.class)
            .executeWithoutResult(_ -> server.publish(TestEvent.of("call.ringing", mark)));
      } finally {
        atOnce.release();
      }
    }
  }

  private List<String> readWithAccidents(String start, Random random) {
    var marks = new ArrayList<String>();
    var last = start;
    while (marks.size() < CALLS * STEPS) {
      try (var stream =
          TestStream.open(server, caller.request("/events").header("Last-Event-ID", last))) {
        var until = Math.min(CALLS * STEPS, marks.size() + 1 + random.nextInt(60));
        while (marks.size() < until) {
          var event = stream.next();
          assertThat(event.type()).isEqualTo("call.ringing");
          marks.add(event.mark());
          last = String.valueOf(event.id());
        }
      }
    }
    return marks;
  }

  @Test
  void whatWasCommittedBeforeTheProgramWasKilledIsToldOnceAndNothingElse() throws Exception {
    String start;
    try (var stream = TestStream.open(caller, "")) {
      server.publish(TestEvent.of("cdr.created", "start"));
      start = String.valueOf(stream.next().id());
    }
    var node = dyingNode();
    try (var lines = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8))) {
      var line = lines.readLine();
      while (line != null && !line.equals("committed 200")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      node.destroyForcibly().waitFor();
    }
    server.publish(TestEvent.of("cdr.created", "end"));
    var told = new ArrayList<String>();
    try (var stream =
        TestStream.open(
            server, caller.request("/events?types=cdr.created").header("Last-Event-ID", start))) {
      for (var event = stream.next(); !event.mark().equals("end"); event = stream.next()) {
        told.add(event.mark());
      }
    }
    var stored =
        server
            .bean(JdbcClient.class)
            .sql("select name from pbx.admin_user where name like 'dying %' order by created_at")
            .query((rs, row) -> rs.getString(1))
            .list();
    server
        .bean(JdbcClient.class)
        .sql("delete from pbx.admin_user where name like 'dying %'")
        .update();
    assertThat(told).hasSizeGreaterThanOrEqualTo(200).isEqualTo(stored);
  }

  private Process dyingNode() throws IOException {
    var path = System.getProperty("surefire.test.class.path", "");
    var database = server.database();
    return new ProcessBuilder(
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
            "--pbx.cdr.exports.directory=no exports here",
            "--pbx.cdr.exports.key=a key for exports for tests")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The program, changing state and telling of it until it is killed.
  static final class DyingNode {

    private DyingNode() {}

    public static void main(String[] args) {
      var context = TestProgram.application().run(args);
      for (int i = 0; i < 100_000; i++) {
        change(context, i);
        System.out.println("committed " + i);
      }
    }

    private static void change(ConfigurableApplicationContext context, int number) {
      var name = "dying " + number;
      context
          .getBean(TransactionTemplate.class)
          .executeWithoutResult(_ -> {
            context
                .getBean(JdbcClient.class)
                .sql("insert into pbx.admin_user (name, password_hash) values (?, 'none')")
                .param(name)
                .update();
            context.publishEvent(TestEvent.of("cdr.created", name));
          });
    }
  }
}
