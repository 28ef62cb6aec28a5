package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bench`: measures this very build on this very machine, in temporary directories.
@Command(
    name = "bench",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Measures the product on this machine; prints tables and writes JSON.",
    footerHeading = "%nBenchmarks%n",
    footer = {
      "  read     the query of all extensions over 1,000 of them, whole and by pages, at 1, 16 and",
      "           64 HTTPS connections, beside a handler that does nothing; about four minutes",
      "  token    issuing and checking tokens, with a few and with 100,000 of them alive; about two",
      "           minutes",
      "  cdr      questions to ten million call records, their export, and the import of 500 a second;",
      "           about twelve minutes, and ten gigabytes of disk meanwhile",
      "  events   the way of an event from the exchange to 1 and to 1,000 readers, 200 events a",
      "           second; about two minutes",
      "  provision  lists, searches, reading and adding with 1,000 to 100,000 extensions, imports of",
      "           10,000, and how soon a new phone registers; about four minutes",
      "  originate  originating calls on a real Asterisk beside the bare manager interface: latency at",
      "           1, 50 and 200 calls a second, and what is left of it at three times too many; about",
      "           five minutes, and SIPp (Debian: sip-tester)",
      "  start    cold and warm start of `up --detach` with PostgreSQL and Asterisk, and memory;",
      "           about three minutes",
      "",
      "Good to know",
      "  Times vary with what else the machine does; processor time per request and the ratio to",
      "  the bare handler, measured in turns with it, vary least. docs/performance.md explains",
      "  every column.",
      "  A JVM is warm after tens of thousands of requests, so it is warmed by their number.",
      "  Nothing of a real instance is touched, and nothing is left behind but the JSON.",
      "",
      "Examples",
      "  unifiedbx bench",
      "  unifiedbx bench read --rounds 9 --json before.json"
    })
public final class BenchCommand implements Callable<Integer> {

  private static final List<String> NAMES =
      List.of("read", "token", "cdr", "events", "provision", "originate", "start");

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "One of those below; default: all.")
  @Nullable String name;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the JSON goes; default bench-NAME.json here. Only with a NAME.")
  @Nullable Path json;

  @Option(names = "--rounds", description = "How often each is measured (default 5).")
  int rounds = 5;

  @Option(
      names = "--seconds",
      description = "read, token, events, provision: how long each time (default 2).")
  int seconds = 2;

  @Option(
      names = "--warm-up",
      paramLabel = "REQUESTS",
      description = "read: small requests before anything is measured (default 30000).")
  int warmUp = 30_000;

  @Option(names = "--rows", description = "cdr: how many call records (default 10000000).")
  int rows = 10_000_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (name != null && !NAMES.contains(name)) {
      return misuse(
          "There is no benchmark '" + name + "': there are " + String.join(", ", NAMES) + ".");
    }
    if (rounds < 1 || seconds < 1 || warmUp < 0 || rows < 1) {
      return misuse("--rounds, --seconds and --rows are at least 1, --warm-up is not negative.");
    }
    if (json != null && name == null) {
      return misuse("--json FILE needs the name of one benchmark.");
    }
    try {
      for (var each : name == null ? NAMES : List.of(name)) {
        write(each, run(each));
      }
      return 0;
    } catch (BenchException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return spec.exitCodeOnExecutionException();
    }
  }

  private Report run(String each) throws IOException, InterruptedException {
    return switch (each) {
      case "read" -> new ReadBench(new ReadBench.Effort(rounds, seconds, warmUp)).run();
      case "token" -> new TokenBench(new ReadBench.Effort(rounds, seconds, warmUp)).run();
      case "cdr" -> new CdrBench(new ReadBench.Effort(rounds, seconds, warmUp), rows).run();
      case "events" -> new EventsBench(new ReadBench.Effort(rounds, seconds, warmUp)).run();
      case "provision" -> new ProvisionBench(new ReadBench.Effort(rounds, seconds, warmUp)).run();
      case "originate" -> new OriginateBench(seconds).run();
      default -> new StartBench(rounds).run();
    };
  }

  private void write(String each, Report report) throws IOException {
    report.print(System.out);
    var file = json == null ? Path.of("bench-" + each + ".json") : json;
    Files.writeString(file, report.json() + "\n");
    System.out.println("Written to " + file.toAbsolutePath());
    System.out.println();
  }

  private int misuse(String sentence) {
    spec.commandLine().getErr().println(sentence);
    return spec.exitCodeOnInvalidInput();
  }
}
