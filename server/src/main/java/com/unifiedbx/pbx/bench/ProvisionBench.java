package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.exchange.Registration;
import com.unifiedbx.pbx.bench.report.Numbers;
import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// `bench provision`: what lists, searches, reading and making one extension cost with few and with
/// many of them there, how long ten thousand take, and how soon a new phone may register.
final class ProvisionBench {

  private static final String EXTENSIONS = "/admin/api/api/extensions";
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
  private static final int FIRST = 1_000_000;

  /// The lines of one request of an import; what `extension import` sends.
  private static final int CHUNK = 500;

  private static final int BATCH = 10_000;
  private static final int PHONES = 50;

  private final ReadBench.Effort effort;
  private final Random random = new Random(1);
  private final AtomicInteger next = new AtomicInteger(FIRST);
  private final List<List<Object>> rows = new ArrayList<>();

  ProvisionBench(ReadBench.Effort effort) {
    this.effort = effort;
  }

  Report run() throws IOException, InterruptedException {
    var asterisk = Scratch.hasAsterisk();
    try (var scratch = Scratch.create(asterisk);
        var server = Server.start(scratch)) {
      var target = Target.of(scratch);
      var token = target.token(Server.createApplication(scratch, "bench", "extension:write"));
      for (var size : SIZES) {
        fill(target, token, size);
        for (var kind : kinds(target, token)) {
          measure(target, server, size, kind);
        }
        if (asterisk) {
          register(target, token, size, scratch.sipPort());
        }
      }
    }
    return report(asterisk);
  }

  /// What is asked, put a little differently each time.
  private record Kind(String name, Supplier<byte[]> requests) {}

  private List<Kind> kinds(Target target, String token) {
    return List.of(
        new Kind("first page of 50", () -> target.get(EXTENSIONS + "?limit=50", token)),
        new Kind(
            "GraphQL page of 50",
            target.gqlAnew(
                token,
                "{ fetchAllExtensions(first: 50) { extension { user { name extension } } } }")),
        new Kind("search", () -> target.get(EXTENSIONS + "?limit=50&q=person%20" + some(), token)),
        new Kind("fetch one", () -> target.get(EXTENSIONS + "/" + some(), token)),
        new Kind("add one", () -> target.post(EXTENSIONS, token, body(next.getAndIncrement()))));
  }

  private int some() {
    return FIRST + random.nextInt(next.get() - FIRST);
  }

  private static String body(int number) {
    return "{\"extension\":\"%1$d\",\"name\":\"Person %1$d\",\"email\":\"p%1$d@example.org\"}"
        .formatted(number);
  }

  private void measure(Target target, Server server, int size, Kind kind)
      throws InterruptedException {
    System.out.println("With " + size + " extensions: " + kind.name());
    new Load(target, kind.requests(), 1).warm(300);
    var sample = new Load(target, kind.requests(), 1).measure(server, effort.seconds());
    rows.add(
        List.of(
            kind.name(),
            size,
            sample.millis().median(),
            sample.millis().at(0.99),
            sample.millis().most(),
            sample.perSecond()));
  }

  /// Makes as many as are missing, as `extension import` does, and tells how long ten thousand
  /// took.
  private void fill(Target target, String token, int size) throws IOException {
    try (var connection = target.connect()) {
      while (next.get() - FIRST < size) {
        var count = Math.min(BATCH, size - (next.get() - FIRST));
        System.out.println("Importing " + count + " extensions");
        var start = System.nanoTime();
        for (var done = 0; done < count; done += CHUNK) {
          connection.ask(
              target.post(EXTENSIONS + ":import", token, csv(Math.min(CHUNK, count - done))));
        }
        if (count == BATCH) {
          var seconds = (System.nanoTime() - start) / 1e9;
          rows.add(
              List.of(
                  "import of 10,000, s",
                  next.get() - FIRST,
                  seconds,
                  seconds,
                  seconds,
                  BATCH / seconds));
        }
      }
    }
  }

  private String csv(int lines) {
    var csv = new StringBuilder("extension,name,email,voicemail_enable\n");
    for (var line = 0; line < lines; line++) {
      csv.append("%1$d,Person %1$d,p%1$d@example.org,yes\n".formatted(next.getAndIncrement()));
    }
    return csv.toString();
  }

  /// From the answer that brings the secret to the phone's registration.
  private void register(Target target, String token, int size, int sipPort) throws IOException {
    System.out.println("With " + size + " extensions: registering new phones");
    var millis = new ArrayList<Double>();
    try (var connection = target.connect()) {
      for (var phone = 0; phone < PHONES; phone++) {
        var number = next.getAndIncrement();
        var answer = connection.ask(target.post(EXTENSIONS, token, body(number)));
        var answered = System.nanoTime();
        var secret = Target.JSON.readTree(answer).get("secret").asString();
        new Registration(sipPort, String.valueOf(number), secret).run();
        millis.add((System.nanoTime() - answered) / 1e6);
      }
    }
    var numbers = Numbers.of(millis);
    rows.add(
        List.of(
            "register a new phone", size, numbers.median(), numbers.at(0.99), numbers.most(), 0.0));
  }

  private Report report(boolean asterisk) {
    return new Report(
        "provision",
        List.of("what", "extensions", "p50 ms", "p99 ms", "max ms", "per second"),
        rows,
        List.of(
            "One HTTPS connection, %d s each; every answer worked out. Imports: %d lines per request, as"
                .formatted(effort.seconds(), CHUNK),
            "`extension import` sends them; their figures are seconds. " + phones(asterisk)));
  }

  private static String phones(boolean asterisk) {
    return asterisk
        ? "A new phone: from the answer to its 200 of REGISTER, challenge included."
        : "No Asterisk, so no phones: ./unifiedbx bench provides one.";
  }
}
