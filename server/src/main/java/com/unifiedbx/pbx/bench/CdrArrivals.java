package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.report.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Records that a busy exchange writes into its journal, one after the other, and when the API
/// shows them.
final class CdrArrivals {

  private static final int PER_SECOND = 500;
  private static final int SECONDS = 20;
  private static final int AT_ONCE = 20_000;
  private static final long SLICE = 10_000_000;
  private static final long PATIENCE = 120_000_000_000L;

  private final Target target;
  private final String token;
  private final Path journal;
  private int written;

  CdrArrivals(Target target, String token, Path journal) {
    this.target = target;
    this.token = token;
    this.journal = journal;
  }

  List<List<Object>> rows() throws IOException {
    System.out.println("Importing " + PER_SECOND + " records a second");
    var from = Instant.now().minusSeconds(1);
    try (var connection = target.connect()) {
      var request = target.get("/admin/api/api/cdr?limit=1&from=" + from, token);
      var behind = steady(connection, request);
      await(connection, request);
      System.out.println("Importing " + AT_ONCE + " records at once");
      var start = System.nanoTime();
      append(AT_ONCE);
      await(connection, request);
      var seconds = (System.nanoTime() - start) / 1e9;
      return List.of(
          row(
              "import at %d/s, records not shown yet".formatted(PER_SECOND),
              behind,
              "<= " + PER_SECOND,
              behind.at(0.99) <= PER_SECOND),
          List.of(
              "import of a heap of %,d, records/s".formatted(AT_ONCE),
              AT_ONCE / seconds,
              "",
              "",
              ">= " + PER_SECOND,
              AT_ONCE / seconds >= PER_SECOND ? "yes" : "NO"));
    }
  }

  private static List<Object> row(String what, Numbers found, String target, boolean met) {
    return List.of(what, found.median(), found.at(0.99), found.most(), target, met ? "yes" : "NO");
  }

  /// How many records are written and not shown, asked again and again while they are written.
  private Numbers steady(Connection connection, byte[] request) throws IOException {
    var behind = new ArrayList<Double>();
    var start = System.nanoTime();
    for (var now = 0L; now < SECONDS * 1_000_000_000L; now = System.nanoTime() - start) {
      append((int) (now * PER_SECOND / 1_000_000_000L) - written);
      behind.add((double) written - shown(connection, request));
      LockSupport.parkNanos(SLICE);
    }
    return Numbers.of(behind);
  }

  private void await(Connection connection, byte[] request) throws IOException {
    var deadline = System.nanoTime() + PATIENCE;
    while (shown(connection, request) < written) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("Records that were written are not shown.");
      }
      LockSupport.parkNanos(SLICE);
    }
  }

  private static int shown(Connection connection, byte[] request) throws IOException {
    return Target.JSON.readTree(connection.ask(request)).get("total").asInt();
  }

  /// As Asterisk does: the file is opened and closed for every record.
  private void append(int count) throws IOException {
    for (var number = 0; number < count; number++) {
      Files.writeString(
          journal,
          line(written++),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static String line(int number) {
    var now = Instant.now().getEpochSecond();
    var id = now + "." + number;
    var src = CallHistory.FIRST_EXTENSION + number % CallHistory.EXTENSIONS;
    var dst = CallHistory.FIRST_EXTENSION + number * 7 % CallHistory.EXTENSIONS;
    return String.join(
            ",",
            List.of(
                quoted(id),
                quoted(id),
                quoted(number),
                quoted(""),
                quoted(src),
                quoted(dst),
                quoted("\"\"Caller\"\" <" + src + ">"),
                quoted("from-internal"),
                quoted("PJSIP/" + src + "-00000001"),
                quoted("PJSIP/" + dst + "-00000002"),
                quoted("Dial"),
                quoted("PJSIP/" + dst + ",25,tT"),
                quoted(now + ".250000"),
                quoted(now + ".500000"),
                quoted(now + 60 + ".500000"),
                quoted(60),
                quoted(60),
                quoted("ANSWERED"),
                quoted(src),
                quoted(""),
                quoted(""),
                quoted(16)))
        + "\n";
  }

  private static String quoted(Object value) {
    return "\"" + value + "\"";
  }
}
