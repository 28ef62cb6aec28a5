package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.ReadBench.Effort;
import com.unifiedbx.pbx.bench.exchange.AmiPeer;
import com.unifiedbx.pbx.bench.exchange.CallTraffic;
import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// `bench events`: how long an event takes from the exchange to everybody who follows the events,
/// with one reader, a hundred and a thousand.
final class EventsBench {

  private static final int PER_SECOND = 200;
  private static final List<Integer> READERS = List.of(1, 1_000);

  /// How many of the readers look at what they get and take its time.
  private static final int LOOKING = 32;

  /// Calls take four seconds to come into step; the rest is for the compiler.
  private static final int FIRST_WARMING = 30;

  private static final int WARMING = 10;
  private static final long PATIENCE = 30_000_000_000L;

  private final Effort effort;

  EventsBench(Effort effort) {
    this.effort = effort;
  }

  /// What a number of readers showed.
  private record Found(int readers, Numbers millis, Usage usage, double heap) {

    List<Object> row() {
      return List.of(
          readers,
          millis.median(),
          millis.at(0.99),
          millis.most(),
          usage.server(),
          usage.database(),
          usage.load(),
          heap);
    }
  }

  /// Processor time over time: 1 is one processor all the time.
  private record Usage(double server, double database, double load) {

    static Usage of(Server server, Runnable what) {
      var start = System.nanoTime();
      var cpu = server.cpuMicros();
      var database = server.databaseMicros();
      var load = Server.micros(ProcessHandle.current());
      what.run();
      var micros = (System.nanoTime() - start) / 1e3;
      return new Usage(
          (server.cpuMicros() - cpu) / micros,
          (server.databaseMicros() - database) / micros,
          (Server.micros(ProcessHandle.current()) - load) / micros);
    }
  }

  Report run() throws IOException, InterruptedException {
    try (var scratch = Scratch.create(false);
        var exchange = AmiPeer.on(scratch.amiPort());
        var server = Server.start(scratch)) {
      var target = Target.of(scratch);
      exchange.awaitServer();
      var found = new ArrayList<Found>();
      for (var readers : READERS) {
        // One of its own, for the streams of the last are counted until their ends are noticed.
        var application =
            Server.createApplication(scratch, "bench " + readers, "event:read,call:read");
        var token = target.token(application);
        found.add(measure(readers, server, target, token, new CallTraffic(exchange, PER_SECOND)));
      }
      return report(found);
    }
  }

  private Found measure(int count, Server server, Target target, String token, CallTraffic traffic)
      throws IOException, InterruptedException {
    System.out.println("Opening streams: " + count);
    var request = target.get("/admin/api/api/events", token);
    var looking = new ArrayList<StreamReader>();
    try (var rest = Drain.open(target, request, Math.max(0, count - LOOKING))) {
      for (var number = 0; number < Math.min(count, LOOKING); number++) {
        looking.add(StreamReader.open(target, request, traffic));
      }
      traffic.run(count == READERS.getFirst() ? FIRST_WARMING : WARMING);
      var start = System.nanoTime();
      var seconds = effort.rounds() * effort.seconds();
      System.out.println("Measuring for " + seconds + " s");
      var usage = Usage.of(server, () -> traffic.run(seconds));
      awaitAll(looking, traffic.count());
      demandAll(looking, rest);
      var millis = new ArrayList<Double>();
      looking.forEach(reader -> millis.addAll(reader.millisSince(start)));
      return new Found(count, Numbers.of(millis), usage, server.liveMegabytes());
    } finally {
      for (var reader : looking) {
        reader.close();
      }
    }
  }

  private static void awaitAll(List<StreamReader> looking, int events) {
    var deadline = System.nanoTime() + PATIENCE;
    while (looking.stream().anyMatch(reader -> reader.ids().size() < events)) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("Events are missing: a reader did not get all " + events + ".");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /// Everybody who looks has the same, in the same order and once; who doesn't has no less.
  private static void demandAll(List<StreamReader> looking, Drain rest) {
    var all = looking.getFirst().ids();
    if (looking.stream().anyMatch(reader -> !reader.ids().equals(all))
        || all.stream().distinct().count() != all.size()) {
      throw new BenchException("Readers did not get the same events.");
    }
    var deadline = System.nanoTime() + PATIENCE;
    while (rest.least() < looking.getFirst().bytes()) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("Events are missing: a reader did not get as much as others.");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private Report report(List<Found> found) {
    return new Report(
        "events",
        List.of(
            "readers",
            "p50 ms",
            "p99 ms",
            "max ms",
            "server CPU",
            "PostgreSQL CPU",
            "load CPU",
            "live heap MB"),
        found.stream().map(Found::row).toList(),
        List.of(
            "%d events/s of calls for %d s at each number of readers, over HTTPS."
                .formatted(PER_SECOND, effort.rounds() * effort.seconds()),
            "Times from the AMI event's way into the server's socket to the line read by a client,",
            "taken by up to %d of the readers; all were checked to have got everything."
                .formatted(LOOKING),
            "CPU: processors kept busy, of those of the machine. The server's heap is at most 256 MB."));
  }
}
