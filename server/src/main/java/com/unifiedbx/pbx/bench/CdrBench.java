package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bench cdr`: what questions to ten million call records cost, how fast they are exported, and
/// whether the import keeps up with a busy exchange.
final class CdrBench {

  private static final double MOST_MILLIS = 20;
  private static final int WARMING = 2;

  /// Months of records that are exported at once.
  private static final int EXPORTED = 3;

  private final ReadBench.Effort effort;
  private final int rows;

  /// @param rows how many records
  CdrBench(ReadBench.Effort effort, int rows) {
    this.effort = effort;
    this.rows = rows;
  }

  Report run() throws IOException, InterruptedException {
    try (var scratch = Scratch.create(false)) {
      var journal = scratch.directory().root().resolve("journal").resolve("journal.csv");
      Files.createDirectories(journal.resolveSibling("."));
      Files.writeString(
          scratch.directory().root().resolve("unifiedbx.conf"),
          "pbx.cdr.journal = " + journal + "\n",
          StandardOpenOption.APPEND);
      try (var server = Server.start(scratch)) {
        var target = Target.of(scratch);
        var history = new CallHistory(Server.databaseUrl(scratch), Instant.now(), rows);
        System.out.printf("Making %,d call records%n", history.rows());
        history.make();
        var application = Server.createApplication(scratch, "bench", "cdr:read");
        var token = target.token(application);
        var found = new ArrayList<List<Object>>(questions(target, server, token, history));
        found.addAll(new CdrExports(target, server, token).rows(history.months(EXPORTED)));
        found.addAll(new CdrArrivals(target, token, journal).rows());
        return report(history, found);
      }
    }
  }

  private List<List<Object>> questions(
      Target target, Server server, String token, CallHistory history) throws InterruptedException {
    var kinds = new CdrQuestions(target, token, history).all();
    for (var kind : kinds) {
      System.out.println("Warming with " + warming() + " requests: " + kind.name());
      new Load(target, kind.requests(), WARMING).warm(warming());
    }
    Map<String, List<Load.Sample>> samples = new LinkedHashMap<>();
    for (var round = 1; round <= effort.rounds(); round++) {
      System.out.println("Round " + round + " of " + effort.rounds());
      for (var kind : kinds) {
        samples
            .computeIfAbsent(kind.name(), _ -> new ArrayList<>())
            .add(new Load(target, kind.requests(), 1).measure(server, effort.seconds()));
      }
    }
    return samples.entrySet().stream().map(one -> row(one.getKey(), one.getValue())).toList();
  }

  /// A question is worth some small requests of the other benchmarks.
  private int warming() {
    return effort.warmUp() / 20;
  }

  private static List<Object> row(String name, List<Load.Sample> samples) {
    var p99 = Numbers.of(samples.stream().map(sample -> sample.millis().at(0.99)).toList());
    var p50 = Numbers.of(samples.stream().map(sample -> sample.millis().median()).toList());
    return List.of(
        name,
        p50.median(),
        p99.median(),
        p99.most(),
        "p99 < " + (int) MOST_MILLIS + " ms",
        p99.median() < MOST_MILLIS ? "yes" : "NO");
  }

  private Report report(CallHistory history, List<List<Object>> rows) {
    return new Report(
        "cdr",
        List.of("what", "median", "p99", "worst p99", "target", "met"),
        rows,
        List.of(
            "%,d call records of a year, %,d extensions. Questions: ms over HTTPS, one connection,"
                .formatted(history.rows(), CallHistory.EXTENSIONS),
            "medians of %d rounds of %d s in turns, warmed. Exports and import: in the unit named."
                .formatted(effort.rounds(), effort.seconds())));
  }
}
