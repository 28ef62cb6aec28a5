package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.instance.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `up` of a scratch instance as a process of its own, so that what it costs can be told from what
/// asking it costs.
final class Server implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

  private final Scratch scratch;
  private final Process process;
  private final ProcessHandle database;

  private Server(Scratch scratch, Process process) {
    this.scratch = scratch;
    this.process = process;
    awaitStart();
    this.database = scratch.process("postgres").orElseThrow();
  }

  static Server start(Scratch scratch) throws IOException {
    var arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(scratch.options());
    var log = scratch.directory().root().resolve("up.log").toFile();
    return new Server(scratch, java(arguments).redirectOutput(log).start());
  }

  /// This program with other arguments, started as the server is.
  static ProcessBuilder java(List<String> arguments) {
    var command = new ArrayList<>(JavaCommand.own(System.getenv()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /// Makes an application with the command line; returns what that printed.
  static JsonNode createApplication(Scratch scratch, String name, String scopes)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("app", "create", "--json", "--name", name));
    arguments.addAll(List.of("--data", scratch.directory().root().toString()));
    arguments.addAll(List.of("--allow-ip", "127.0.0.1", "--scope", scopes));
    var process = java(arguments).start();
    try (var out = process.inputReader()) {
      var printed = out.readAllAsString();
      if (process.waitFor() != 0) {
        throw new BenchException("`app create` failed.");
      }
      // A JVM with further options may have words of its own before it.
      return Target.JSON.readTree(printed.substring(Math.max(0, printed.indexOf("{"))));
    }
  }

  /// The address of the instance's PostgreSQL for JDBC, password included.
  static String databaseUrl(Scratch scratch) throws IOException {
    var data = scratch.directory().root().toString();
    var process = java(List.of("status", "--json", "--show-secrets", "--data", data)).start();
    try (var out = process.inputReader()) {
      var printed = out.readAllAsString();
      var status = Target.JSON.readTree(printed.substring(Math.max(0, printed.indexOf("{"))));
      var url = URI.create(status.get("postgresql").get("url").asString());
      var login = url.getUserInfo().split(":", 2);
      return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
          .formatted(url.getHost(), url.getPort(), url.getPath(), login[0], login[1]);
    }
  }

  /// Processor time of the server so far, in user and kernel.
  long cpuMicros() {
    return micros(process.toHandle());
  }

  /// The same of all PostgreSQL processes together; short-lived ones are lost, and there are none.
  long databaseMicros() {
    return Stream.concat(Stream.of(database), database.descendants())
        .mapToLong(Server::micros)
        .sum();
  }

  /// Processor time of a process so far.
  static long micros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
  }

  /// What a process holds of the machine's memory, in MB.
  static double residentMegabytes(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    }
  }

  /// What a collection leaves on this server's heap, in MB; 0 when it can't be asked.
  double liveMegabytes() throws IOException, InterruptedException {
    return liveMegabytes(process.pid());
  }

  /// What is left on the heap after a collection; 0 when this is no JDK and has no jcmd.
  static double liveMegabytes(long pid) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return 0;
    }
    var command = List.of(jcmd.toString(), String.valueOf(pid), "GC.class_histogram");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      var total = lines.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("");
      process.waitFor();
      return total.isEmpty() ? 0 : Double.parseDouble(total.strip().split("\\s+", -1)[2]) / 1e6;
    }
  }

  private void awaitStart() {
    var deadline = System.nanoTime() + START.toNanos();
    while (!Target.answers(scratch.httpsPort(), scratch.certificate())) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new BenchException("The server does not start.");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  /// Ends the API as a crash would: PostgreSQL and Asterisk go on.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
