package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `bench token`: what it costs to issue a token, and to check one, with few and with many alive.
///
/// A check is measured as what a request with a token costs more than one that carries the same
/// bytes in a header that nobody reads: both ask for a small file that is open to everyone.
final class TokenBench {

  private static final int APPLICATIONS = 10_000;
  private static final int TOKENS = 100_000;
  private static final int CONNECTIONS = 16;
  private static final int FEW = 16;

  private static final String FILE = "/admin/api/api/docs/start.js";

  private final ReadBench.Effort effort;

  private record Client(String id, Secret secret) {}

  /// What the rounds showed of one state of the server.
  private record Found(
      String state, List<Load.Sample> issue, List<Load.Sample> with, List<Load.Sample> without) {}

  TokenBench(ReadBench.Effort effort) {
    this.effort = effort;
  }

  Report run() throws IOException, InterruptedException {
    try (var scratch = Scratch.create(false);
        var server = Server.start(scratch)) {
      var target = Target.of(scratch);
      System.out.println("Making " + APPLICATIONS + " applications");
      var clients = clients(scratch);
      warm(target, clients);
      var few = tokens(target, clients, FEW);
      var found = new ArrayList<Found>();
      found.add(measure("few", target, server, clients.subList(0, FEW), few));
      System.out.println("Issuing " + TOKENS + " tokens");
      var many = tokens(target, clients, TOKENS);
      found.add(measure("100,000 alive", target, server, clients, many));
      return report(found);
    }
  }

  private void warm(Target target, List<Client> clients) throws IOException, InterruptedException {
    System.out.println("Warming with " + effort.warmUp() + " requests of each kind");
    var token = tokens(target, clients, 1);
    new Load(target, inTurn(asking(target, clients.subList(0, FEW))), CONNECTIONS)
        .warm(effort.warmUp());
    new Load(target, inTurn(with(target, token)), CONNECTIONS).warm(effort.warmUp());
    new Load(target, inTurn(without(target, token)), CONNECTIONS).warm(effort.warmUp());
  }

  private Found measure(
      String state, Target target, Server server, List<Client> clients, List<String> tokens)
      throws InterruptedException {
    var found = new Found(state, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var issue = new Load(target, inTurn(asking(target, clients)), CONNECTIONS);
    var with = new Load(target, inTurn(with(target, tokens)), CONNECTIONS);
    var without = new Load(target, inTurn(without(target, tokens)), CONNECTIONS);
    // Not in turns: issuing makes ever more tokens alive, and its traces are written a while later.
    for (var round = 1; round <= effort.rounds(); round++) {
      System.out.println("Check " + round + " of " + effort.rounds() + ", tokens: " + state);
      found.without().add(without.measure(server, effort.seconds()));
      found.with().add(with.measure(server, effort.seconds()));
    }
    for (var round = 1; round <= effort.rounds(); round++) {
      System.out.println("Issue " + round + " of " + effort.rounds() + ", tokens: " + state);
      found.issue().add(issue.measure(server, effort.seconds()));
    }
    return found;
  }

  private static Supplier<byte[]> inTurn(List<byte[]> requests) {
    var next = new AtomicInteger();
    return () -> requests.get(Math.floorMod(next.getAndIncrement(), requests.size()));
  }

  private static List<byte[]> asking(Target target, List<Client> clients) {
    return clients.stream().map(client -> asking(target, client)).toList();
  }

  private static byte[] asking(Target target, Client client) {
    return target.post(
        "/admin/api/api/token",
        "",
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(client.id(), client.secret().value()));
  }

  private static List<byte[]> with(Target target, List<String> tokens) {
    return tokens.stream().map(token -> target.get(FILE, token)).toList();
  }

  private static List<byte[]> without(Target target, List<String> tokens) {
    return tokens.stream().map(token -> target.getUnchecked(FILE, token)).toList();
  }

  /// So many tokens, of all clients in turn.
  private static List<String> tokens(Target target, List<Client> clients, int count)
      throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      var parts = new ArrayList<Future<List<String>>>();
      for (var part = 0; part < Math.min(CONNECTIONS, count); part++) {
        var first = part;
        parts.add(threads.submit(() -> tokens(target, clients, first, count)));
      }
      var all = new ArrayList<String>();
      for (var part : parts) {
        all.addAll(part.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new BenchException("The tokens can't be issued: " + e.getCause(), e);
    }
  }

  private static List<String> tokens(Target target, List<Client> clients, int first, int count)
      throws IOException {
    var tokens = new ArrayList<String>();
    try (var connection = target.connect()) {
      for (var number = first; number < count; number += CONNECTIONS) {
        var answer = connection.ask(asking(target, clients.get(number % clients.size())));
        tokens.add(Target.JSON.readTree(answer).get("access_token").asString());
      }
    }
    return tokens;
  }

  /// Written into the database directly: the command would take hours.
  private static List<Client> clients(Scratch scratch) throws IOException {
    var clients = new ArrayList<Client>();
    var url = Server.databaseUrl(scratch);
    try (var connection = DriverManager.getConnection(url);
        var application =
            connection.prepareStatement(
                "insert into pbx.application (id, name, scopes) values (?, ?, '{extension:read}')");
        var secret =
            connection.prepareStatement(
                "insert into pbx.application_secret (application_id, hash) values (?, ?)")) {
      connection.setAutoCommit(false);
      var pepper = scratch.directory().secret("pepper");
      for (var number = 0; number < APPLICATIONS; number++) {
        var client = new Client("app_bench%07d".formatted(number), Secret.random());
        clients.add(client);
        application.setString(1, client.id());
        application.setString(2, client.id());
        application.addBatch();
        secret.setString(1, client.id());
        secret.setBytes(2, hash(pepper, client.secret()));
        secret.addBatch();
      }
      application.executeBatch();
      secret.executeBatch();
      connection.commit();
      return clients;
    } catch (SQLException | GeneralSecurityException e) {
      throw new BenchException("The applications can't be made: " + e.getMessage(), e);
    }
  }

  private static byte[] hash(Secret pepper, Secret secret) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(pepper.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
  }

  private Report report(List<Found> found) {
    var rows = new ArrayList<List<Object>>();
    for (var state : found) {
      rows.add(row("issue, " + state.state(), state.issue(), cpu(state.issue())));
      var checks = new ArrayList<Double>();
      for (var round = 0; round < state.with().size(); round++) {
        checks.add(state.with().get(round).cpuMicros() - state.without().get(round).cpuMicros());
      }
      rows.add(row("check, " + state.state(), state.with(), Numbers.of(checks).median()));
    }
    return new Report(
        "token",
        List.of("what", "requests/s", "p50 ms", "p99 ms", "server CPU us", "PostgreSQL CPU us"),
        rows,
        List.of(
            "Medians of %d rounds of %d s, %d HTTPS connections, %,d applications."
                .formatted(effort.rounds(), effort.seconds(), CONNECTIONS, APPLICATIONS),
            "issue: the whole request, TLS included. check: what a request with a token costs more",
            "than one with the same bytes in a header that nobody reads; its rate and times are",
            "those of the whole request."));
  }

  private static List<Object> row(String what, List<Load.Sample> samples, double cpu) {
    return List.of(
        what,
        Numbers.of(samples.stream().map(Load.Sample::perSecond).toList()).median(),
        Numbers.of(samples.stream().map(sample -> sample.millis().median()).toList()).median(),
        Numbers.of(samples.stream().map(sample -> sample.millis().at(0.99)).toList()).median(),
        cpu,
        Numbers.of(samples.stream().map(Load.Sample::databaseMicros).toList()).median());
  }

  private static double cpu(List<Load.Sample> samples) {
    return Numbers.of(samples.stream().map(Load.Sample::cpuMicros).toList()).median();
  }
}
