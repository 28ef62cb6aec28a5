package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// One request, over and over, on some connections at once, each waiting for its answer.
///
/// @param requests the next request, asked for by all connections at once
/// @param connections how many; all are open, and used once, before time and count begin
record Load(Target target, Supplier<byte[]> requests, int connections) {

  /// What one run of a load showed.
  ///
  /// @param answers how many requests were answered
  /// @param millis the time of each of them
  /// @param cpuMicros processor time of the server per request
  /// @param databaseMicros processor time of PostgreSQL per request
  record Sample(
      int answers, double perSecond, Numbers millis, double cpuMicros, double databaseMicros) {}

  /// Sends `count` requests and measures nothing.
  void warm(int count) throws InterruptedException {
    var left = new AtomicInteger(count);
    run(() -> {}, () -> left.getAndDecrement() > 0);
  }

  /// Keeps on for that long.
  Sample measure(Server server, int seconds) throws InterruptedException {
    var start = new Meter(server);
    var end = new long[1];
    var results =
        run(
            () -> {
              start.reset();
              end[0] = start.time + seconds * 1_000_000_000L;
            },
            () -> System.nanoTime() < end[0]);
    var nanos = System.nanoTime() - start.time;
    var cpu = server.cpuMicros() - start.cpu;
    var database = server.databaseMicros() - start.database;
    var all = new ArrayList<Double>();
    results.forEach(one -> all.addAll(one));
    var count = Math.max(1, all.size());
    return new Sample(
        all.size(),
        count / (nanos / 1e9),
        Numbers.of(all),
        (double) cpu / count,
        (double) database / count);
  }

  /// Whether there is another request to send.
  private interface More {
    boolean isThere();
  }

  private static final class Meter {
    private final Server server;
    private long time;
    private long cpu;
    private long database;

    Meter(Server server) {
      this.server = server;
    }

    void reset() {
      cpu = server.cpuMicros();
      database = server.databaseMicros();
      time = System.nanoTime();
    }
  }

  private List<List<Double>> run(Runnable start, More more) throws InterruptedException {
    var ready = new CyclicBarrier(connections, start);
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var running = new ArrayList<Future<List<Double>>>();
      for (var number = 0; number < connections; number++) {
        running.add(threads.submit(() -> one(ready, more)));
      }
      var results = new ArrayList<List<Double>>();
      for (var each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new BenchException("A request failed: " + e.getCause(), e);
    }
  }

  private List<Double> one(CyclicBarrier ready, More more)
      throws IOException, InterruptedException, BrokenBarrierException {
    var millis = new ArrayList<Double>();
    try (var connection = target.connect()) {
      connection.ask(requests.get());
      ready.await();
      while (more.isThere()) {
        var request = requests.get();
        var before = System.nanoTime();
        var status = connection.send(request);
        millis.add((System.nanoTime() - before) / 1e6);
        if (status / 100 != 2) {
          throw new IOException("the server answered " + status);
        }
      }
    }
    return millis;
  }
}
