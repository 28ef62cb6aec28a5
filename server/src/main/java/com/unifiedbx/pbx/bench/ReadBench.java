package com.unifiedbx.pbx.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private static final int WARMING = 16;

  private final Effort effort;

  /// How much is done.
  ///
  /// @param warmUp small requests before the first round; large ones are fewer
  record Effort(int rounds, int seconds, int warmUp) {}

  /// A kind of request.
  ///
  /// @param bare the kind that it is compared with, its own name for none
  private record Kind(String name, byte[] request, int warmUp, String bare) {}

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
      var token = target.token(Server.createApplication(scratch));
      addExtensions(target, token);
      var kinds = kinds(target, token);
      for (var kind : kinds) {
        System.out.println("Warming with " + kind.warmUp() + " requests: " + kind.name());
        new Load(target, kind.request(), WARMING).warm(kind.warmUp());
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
    var pageSize = size(target, page);
    var wholeSize = size(target, whole);
    var many = effort.warmUp();
    var small = "bare, " + pageSize + " B";
    var large = "bare, " + wholeSize + " B";
    return List.of(
        new Kind(small, bare(target, pageSize), many, small),
        new Kind(NOTHING, target.gql(token, NOTHING), many, small),
        new Kind("20 extensions", page, many, small),
        new Kind(large, bare(target, wholeSize), many / 4, large),
        new Kind("1,000 extensions", whole, many / 10, large));
  }

  /// The same query is sent, so that reading the request costs the same.
  private static byte[] bare(Target target, int size) {
    var query = Target.JSON.createObjectNode().put("query", PAGE).toString();
    return target.post("/bench/bare?size=" + size, "", query);
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
              new Load(target, kind.request(), connections).measure(server, effort.seconds());
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
        var own = samples.getOrDefault(new Cell(kind.name(), connections), List.of());
        var bare = samples.getOrDefault(new Cell(kind.bare(), connections), List.of());
        rows.add(row(kind, connections, own, ratio(own, bare)));
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
            "x bare",
            "PostgreSQL CPU us/request"),
        rows,
        List.of(
            "Medians of %d rounds of %d s in turns; HTTPS, HTTP/1.1, connections kept."
                .formatted(effort.rounds(), effort.seconds()),
            "x bare: the median, over the rounds, of CPU per request divided by that of the bare",
            "handler with an answer of the same size in the same round."));
  }

  private static List<Object> row(
      Kind kind, int connections, List<Load.Sample> samples, double ratio) {
    return List.of(
        kind.name(),
        connections,
        median(samples, Load.Sample::perSecond),
        median(samples, sample -> sample.millis().median()),
        median(samples, sample -> sample.millis().at(0.99)),
        median(samples, Load.Sample::cpuMicros),
        ratio,
        median(samples, Load.Sample::databaseMicros));
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
