package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// `bench read`: what reading a list costs, beside a handler of the same server that does nothing.
final class ReadBench {

  /// The query of the documentation, with the whole list as its answer.
  static final String WHOLE = "{ fetchAllExtensions { extension { user { name extension } } } }";

  static final String PAGE =
      "{ fetchAllExtensions(first: 20) { extension { user { name extension } } } }";

  /// Token, document and execution without any data.
  private static final String NOTHING = "{ __typename }";

  private static final int EXTENSIONS = 1_000;
  private static final int FIRST = 2001;
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
  private static final int WARMING = 8;

  private final Effort effort;

  /// How much is done.
  ///
  /// @param warmUp small requests before the first round; large ones are fewer
  record Effort(int rounds, int seconds, int warmUp) {}

  /// A kind of request.
  ///
  /// @param controller the kind that it is compared with first, a bare controller
  /// @param servlet and then, a bare servlet
  private record Kind(
      String name, Supplier<byte[]> requests, int warmUp, String controller, String servlet) {}

  private record Cell(String kind, int connections) {}

  ReadBench(Effort effort) {
    this.effort = effort;
  }

  /// The mutation that makes extension `number`.
  static String added(int number) {
    var input = "{extensionId: \"%d\", name: \"Extension %d\", email: \"\"}";
    return ("mutation { addExtension(input: " + input + ") { status } }").formatted(number, number);
  }

  Report run() throws IOException, InterruptedException {
    try (var scratch = Scratch.create(false);
        var server = Server.start(scratch)) {
      var target = Target.of(scratch);
      var token = target.token(Server.createApplication(scratch, "bench", "extension:write"));
      addExtensions(target, token);
      var kinds = kinds(target, token);
      for (var kind : kinds) {
        System.out.println("Warming with " + kind.warmUp() + " requests: " + kind.name());
        new Load(target, kind.requests(), WARMING).warm(kind.warmUp());
      }
      return report(kinds, measure(target, server, kinds));
    }
  }

  /// On several connections, because each waits for the disk.
  private static void addExtensions(Target target, String token) throws InterruptedException {
    System.out.println("Adding " + EXTENSIONS + " extensions");
    try (var threads = Executors.newFixedThreadPool(WARMING)) {
      var parts = new ArrayList<Future<?>>();
      for (var part = 0; part < WARMING; part++) {
        var first = FIRST + part;
        parts.add(threads.submit(() -> addFrom(first, target, token)));
      }
      for (var part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("The extensions can't be made: " + e.getCause(), e);
    }
  }

  private static boolean addFrom(int first, Target target, String token) throws IOException {
    try (var connection = target.connect()) {
      for (var number = first; number < FIRST + EXTENSIONS; number += WARMING) {
        var answer = connection.ask(target.gql(token, added(number)));
        if (answer.contains("\"errors\"")) {
          throw new IOException(answer);
        }
      }
    }
    return true;
  }

  private List<Kind> kinds(Target target, String token) throws IOException {
    var page = target.gql(token, PAGE);
    var whole = target.gql(token, WHOLE);
    var few = effort.warmUp() / 10;
    var kinds = new ArrayList<Kind>();
    var small = new Family(size(target, page), effort.warmUp());
    small.addBare(kinds, target);
    kinds.add(small.kind(NOTHING, target.gqlAnew(token, NOTHING)));
    kinds.add(small.kind("20 extensions, kept", () -> page));
    kinds.add(small.kind("20 extensions", target.gqlAnew(token, PAGE)));
    var large = new Family(size(target, whole), few);
    large.addBare(kinds, target);
    kinds.add(large.kind("1,000 extensions, kept", () -> whole));
    kinds.add(large.kind("1,000 extensions", target.gqlAnew(token, WHOLE)));
    return kinds;
  }

  /// Kinds of request whose answers are of about one size.
  private record Family(int bytes, int warmUp) {

    void addBare(List<Kind> kinds, Target target) {
      kinds.add(kind(servlet(), bare(target, "/bench/bare")));
      kinds.add(kind(controller(), bare(target, "/bare/controller")));
    }

    Kind kind(String name, Supplier<byte[]> requests) {
      return new Kind(name, requests, warmUp, controller(), servlet());
    }

    private String servlet() {
      return "bare servlet, %,d B".formatted(bytes);
    }

    private String controller() {
      return "bare controller, %,d B".formatted(bytes);
    }

    /// The same query is sent, so that reading the request costs the same.
    private Supplier<byte[]> bare(Target target, String path) {
      var query = Target.JSON.createObjectNode().put("query", PAGE).toString();
      var request = target.post(path + "?size=" + bytes, "", query);
      return () -> request;
    }
  }

  private static int size(Target target, byte[] request) throws IOException {
    try (var connection = target.connect()) {
      connection.ask(request);
      return connection.bodySize();
    }
  }

  /// All cells in turn, then all again: what disturbs the machine for a while disturbs all of them.
  private Map<Cell, List<Load.Sample>> measure(Target target, Server server, List<Kind> kinds)
      throws InterruptedException {
    var samples = new LinkedHashMap<Cell, List<Load.Sample>>();
    for (var round = 1; round <= effort.rounds(); round++) {
      System.out.println("Round " + round + " of " + effort.rounds());
      for (var connections : CONNECTIONS) {
        for (var kind : kinds) {
          var sample =
              new Load(target, kind.requests(), connections).measure(server, effort.seconds());
          samples
              .computeIfAbsent(new Cell(kind.name(), connections), cell -> new ArrayList<>())
              .add(sample);
        }
      }
    }
    return samples;
  }

  private Report report(List<Kind> kinds, Map<Cell, List<Load.Sample>> samples) {
    var rows = new ArrayList<List<Object>>();
    for (var connections : CONNECTIONS) {
      for (var kind : kinds) {
        rows.add(row(kind, connections, samples));
      }
    }
    return new Report(
        "read",
        List.of(
            "answer",
            "connections",
            "requests/s",
            "p50 ms",
            "p99 ms",
            "server CPU us/request",
            "x bare controller",
            "x bare servlet",
            "PostgreSQL CPU us/request"),
        rows,
        List.of(
            "Medians of %d rounds of %d s in turns; HTTPS, HTTP/1.1, connections kept."
                .formatted(effort.rounds(), effort.seconds()),
            "x bare: the median, over the rounds, of CPU per request divided by that of a handler",
            "that does nothing, with an answer of the same size in the same round."));
  }

  private static List<Object> row(
      Kind kind, int connections, Map<Cell, List<Load.Sample>> samples) {
    var own = samples.getOrDefault(new Cell(kind.name(), connections), List.of());
    var controller = samples.getOrDefault(new Cell(kind.controller(), connections), List.of());
    var servlet = samples.getOrDefault(new Cell(kind.servlet(), connections), List.of());
    return List.of(
        kind.name(),
        connections,
        median(own, Load.Sample::perSecond),
        median(own, sample -> sample.millis().median()),
        median(own, sample -> sample.millis().at(0.99)),
        median(own, Load.Sample::cpuMicros),
        ratio(own, controller),
        ratio(own, servlet),
        median(own, Load.Sample::databaseMicros));
  }

  private static double ratio(List<Load.Sample> own, List<Load.Sample> bare) {
    var ratios = new ArrayList<Double>();
    for (var round = 0; round < own.size(); round++) {
      ratios.add(own.get(round).cpuMicros() / bare.get(round).cpuMicros());
    }
    return Numbers.of(ratios).median();
  }

  private static double median(List<Load.Sample> samples, ToDoubleFunction<Load.Sample> value) {
    return Numbers.of(samples.stream().map(value::applyAsDouble).toList()).median();
  }
}
