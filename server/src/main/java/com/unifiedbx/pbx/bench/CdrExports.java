package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Exports of some months: how many records a second reach the client, and how much more lives on
/// the server's heap meanwhile.
final class CdrExports {

  private static final double RECORDS_A_SECOND = 200_000;
  private static final double MORE_MEGABYTES = 64;
  private static final int ROUNDS = 3;

  private final Target target;
  private final Server server;
  private final String token;

  CdrExports(Target target, Server server, String token) {
    this.target = target;
    this.server = server;
    this.token = token;
  }

  List<List<Object>> rows(Instant from) throws IOException, InterruptedException {
    var found = new ArrayList<List<Object>>();
    for (var format : List.of("csv", "jsonl")) {
      for (var encoding : List.of("identity", "gzip")) {
        found.add(row(format, encoding, from));
      }
    }
    found.add(heap(from));
    return found;
  }

  private List<Object> row(String format, String encoding, Instant from)
      throws IOException, InterruptedException {
    System.out.println("Exporting as " + format + ", " + encoding);
    var rates = new ArrayList<Double>();
    for (var round = 0; round < ROUNDS; round++) {
      var start = System.nanoTime();
      var records = new Received();
      records.read(format, encoding, from);
      rates.add(records.count / ((System.nanoTime() - start) / 1e9));
    }
    var numbers = Numbers.of(rates);
    return List.of(
        "export, " + format + (encoding.equals("gzip") ? ", gzip" : "") + ", records/s",
        numbers.median(),
        "",
        numbers.least(),
        encoding.equals("gzip") ? "" : ">= %,.0f".formatted(RECORDS_A_SECOND),
        encoding.equals("gzip") ? "" : numbers.median() >= RECORDS_A_SECOND ? "yes" : "NO");
  }

  /// What lives is what a collection leaves, so it is asked for while an export runs.
  private List<Object> heap(Instant from) throws IOException, InterruptedException {
    var before = server.liveMegabytes();
    var records = new Received();
    var reading =
        Thread.ofPlatform()
            .start(() -> {
              try {
                records.read("csv", "identity", from);
              } catch (IOException | InterruptedException e) {
                throw new BenchException("The export failed: " + e.getMessage(), e);
              }
            });
    var more = new ArrayList<Double>();
    while (reading.isAlive()) {
      more.add(server.liveMegabytes() - before);
    }
    var numbers = Numbers.of(more);
    return List.of(
        "export, more heap alive, MB",
        numbers.median(),
        "",
        numbers.most(),
        "<= %.0f".formatted(MORE_MEGABYTES),
        numbers.most() <= MORE_MEGABYTES ? "yes" : "NO");
  }

  /// The lines of an answer, counted but for the first of CSV; compressed ones are counted as what
  /// they hold.
  private final class Received {
    private long count;

    void read(String format, String encoding, Instant from)
        throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(
                  URI.create(target.base() + "/admin/api/api/cdr." + format + "?from=" + from))
              .header("Authorization", "Bearer " + token)
              .header("Accept-Encoding", encoding)
              .build();
      try (var client =
          HttpClient.newBuilder()
              .sslContext(target.tls())
              .version(HttpClient.Version.HTTP_1_1)
              .build()) {
        var answer = client.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
          throw new BenchException("The export was answered with " + answer.statusCode() + ".");
        }
        var zipped = answer.headers().firstValue("content-encoding").orElse("").equals("gzip");
        try (var body = answer.body();
            var plain = zipped ? new GZIPInputStream(body, 65_536) : body) {
          count = lines(plain) - (format.equals("csv") ? 1 : 0);
        }
      }
    }

    private static long lines(InputStream in) throws IOException {
      var buffer = new byte[65_536];
      long lines = 0;
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (var at = 0; at < read; at++) {
          if (buffer[at] == '\n') {
            lines++;
          }
        }
      }
      return lines;
    }
  }
}
