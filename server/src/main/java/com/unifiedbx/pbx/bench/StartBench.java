package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import com.unifiedbx.pbx.instance.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bench start`: how long `up --detach` takes until the API is healthy, with PostgreSQL and
/// Asterisk, and how much memory the server then holds.
final class StartBench {

  private final int rounds;
  private final Map<String, List<Double>> found = new LinkedHashMap<>();

  StartBench(int rounds) {
    this.rounds = rounds;
  }

  Report run() throws IOException, InterruptedException {
    if (!Scratch.hasAsterisk()) {
      throw new BenchException(
          "There is no Asterisk: run this as `./unifiedbx bench start`, which provides one.");
    }
    for (var round = 1; round <= rounds; round++) {
      System.out.println("Round " + round + " of " + rounds);
      try (var scratch = Scratch.create(true)) {
        life(scratch, "cold");
        life(scratch, "warm");
      }
    }
    var rows = new ArrayList<List<Object>>();
    found.forEach((what, values) -> {
      var numbers = Numbers.of(values);
      rows.add(List.of(what, numbers.median(), numbers.least(), numbers.most()));
    });
    return new Report(
        "start",
        List.of("what", "median", "min", "max"),
        rows,
        List.of(
            "%d rounds. cold: an empty directory, binaries unpacked before; warm: the same again."
                .formatted(rounds),
            "Start: until `up --detach` returns, with the API healthy. RSS holds shared pages too."));
  }

  private void life(Scratch scratch, String kind) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("up", "--detach"));
    arguments.addAll(scratch.options());
    add(kind + " start, s", timed(scratch, arguments));
    var pid = scratch.process("api").orElseThrow().pid();
    add("RSS after " + kind + " start, MB", Server.residentMegabytes(pid));
    if (kind.equals("warm")) {
      var start = System.nanoTime();
      Server.createApplication(scratch, "bench", "extension:write");
      add("app create, s", (System.nanoTime() - start) / 1e9);
      var live = Server.liveMegabytes(pid);
      if (live > 0) {
        add("live heap after warm start, MB", live);
      }
    }
    var data = scratch.directory().root().toString();
    add("down, s", timed(scratch, List.of("down", "--data", data)));
  }

  private void add(String what, double value) {
    found.computeIfAbsent(what, name -> new ArrayList<>()).add(value);
  }

  /// Runs the command as a user does, with the launcher when there is one; returns its seconds.
  private static double timed(Scratch scratch, List<String> arguments)
      throws IOException, InterruptedException {
    var launcher = System.getenv("UNIFIEDBX_LAUNCHER");
    var command =
        launcher == null
            ? new ArrayList<>(JavaCommand.own(System.getenv()))
            : new ArrayList<>(List.of(launcher));
    command.addAll(arguments);
    var log = scratch.directory().root().resolve("command.log").toFile();
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("UNIFIEDBX_BUILD", "never"); // What is measured is this build.
    var start = System.nanoTime();
    var exit = builder.start().waitFor();
    var seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new BenchException("A command failed: " + Files.readString(log.toPath()).strip());
    }
    return seconds;
  }
}
