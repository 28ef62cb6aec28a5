package com.unifiedbx.pbx.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `warm`: one short life of the whole product in this JVM, for the launcher to train the JVM's
/// ahead-of-time cache with (JEP 483, 515). What is used here is loaded, linked and profiled in
/// every later start; nothing is left behind.
@Command(
    name = "warm",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Starts the product in a temporary directory, uses it, and ends: the launcher runs this",
      "once after a build, with -XX:AOTCacheOutput, for fast starts."
    })
public final class WarmCommand implements Callable<Integer> {

  private static final int ROUNDS = 300;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofMinutes(2);

  private final ToIntFunction<String[]> program;

  @Option(
      names = "--commands",
      description = "Uses the commands instead, beside a server in a JVM of its own.")
  boolean commands;

  /// @param program runs a command line of the product in this JVM
  public WarmCommand(ToIntFunction<String[]> program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var scratch = Scratch.create(Scratch.hasAsterisk())) {
      if (commands) {
        useCommands(scratch);
        return 0;
      }
      var arguments = new ArrayList<>(List.of("up"));
      arguments.addAll(scratch.options());
      // `up` ends when its thread is interrupted, and has then stopped everything.
      var up = Thread.ofPlatform().name("up").start(() -> run(arguments));
      try {
        awaitStart(scratch, up);
        exercise(scratch);
      } finally {
        up.interrupt();
        up.join();
      }
    }
    return 0;
  }

  private void run(List<String> arguments) {
    if (program.applyAsInt(arguments.toArray(String[]::new)) != 0) {
      throw new BenchException("This failed: unifiedbx " + String.join(" ", arguments));
    }
  }

  private static void awaitStart(Scratch scratch, Thread up) {
    var deadline = System.nanoTime() + START.toNanos();
    while (!Target.answers(scratch.httpsPort(), scratch.certificate())) {
      if (!up.isAlive() || System.nanoTime() > deadline) {
        throw new BenchException("The product did not start.");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private void exercise(Scratch scratch) throws IOException, InterruptedException {
    var data = scratch.directory().root().toString();
    var application = application(data);
    var target = Target.of(scratch);
    var token = target.token(application);
    use(target, token, application);
    useHttp2(target, token);
  }

  /// What people type most, each in this JVM, beside a server in another one.
  private void useCommands(Scratch scratch) {
    var data = scratch.directory().root().toString();
    var up = new ArrayList<>(List.of("up", "--detach"));
    up.addAll(scratch.options());
    run(up);
    application(data);
    run(List.of("app", "list", "--data", data));
    run(List.of("status", "--data", data));
    run(List.of("down", "--data", data));
  }

  private JsonNode application(String data) {
    var arguments = new ArrayList<>(List.of("app", "create", "--json", "--data", data));
    arguments.addAll(List.of("--name", "warm", "--allow-ip", "127.0.0.1"));
    arguments.addAll(List.of("--scope", "extension:write,call:write,cdr:read,metrics:read"));
    return Target.JSON.readTree(captured(arguments));
  }

  private static void use(Target target, String token, JsonNode application) throws IOException {
    try (var connection = target.connect()) {
      for (var number = 1001; number <= 1020; number++) {
        connection.send(target.gql(token, ReadBench.added(number)));
      }
      var requests = requests(target, token);
      var deadline = System.nanoTime() + LONGEST.toNanos();
      for (var round = 0; round < ROUNDS && System.nanoTime() < deadline; round++) {
        if (round % 10 == 0) {
          target.token(application);
        }
        for (var request : requests) {
          connection.send(request);
        }
      }
    }
  }

  private static List<byte[]> requests(Target target, String token) {
    var api = "/admin/api/api";
    var call = "{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\",\"callerId\":\"\\\"Warm\\\" <1>\"}";
    return List.of(
        target.gql(token, ReadBench.WHOLE),
        target.gql(token, ReadBench.PAGE),
        target.gql(token, "{ fetchExtension(extensionId: \"1001\") { user { name } } }"),
        target.gql(token, "{ nothing }"),
        target.get(api + "/extensions?limit=20", token),
        target.get(api + "/extensions/1001", token),
        target.get(api + "/cdr?limit=20", token),
        target.post(api + "/originate", token, call),
        target.get(api + "/calls/unknown", token),
        target.get(api + "/metrics", token),
        target.get(api + "/health", ""),
        target.get(api + "/extensions", "unknown"));
  }

  /// curl speaks HTTP/2 with this server unless told otherwise.
  private static void useHttp2(Target target, String token)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(target.tls()).build()) {
      for (var count = 0; count < 20; count++) {
        var request =
            HttpRequest.newBuilder(URI.create(target.base() + "/admin/api/api/extensions?limit=5"))
                .header("Authorization", "Bearer " + token)
                .build();
        client.send(request, BodyHandlers.ofString());
      }
    }
  }

  /// Runs a command in this JVM; returns what it printed.
  private String captured(List<String> arguments) {
    return ThreadOutput.of(() -> run(arguments));
  }
}
