package com.unifiedbx.pbx.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A SIP phone: SIPp with an address of its own, which registers and treats calls in one way.
final class SipPhone implements AutoCloseable {

  private static final AtomicInteger NEXT = new AtomicInteger(1);
  private static final Set<String> OUTCOMES = Set.of("registered", "refused");

  /// What a phone does with a call.
  ///
  /// @param scenario a resource of `sipp/`
  /// @param status the status line of a refusal
  /// @param talk milliseconds until a phone that plays a tone hangs up
  /// @param options of SIPp, beside those of every phone
  record Manner(String scenario, String status, int talk, List<String> options) {

    Manner(String scenario, String status) {
      this(scenario, status, 4500, List.of());
    }

    static final Manner ANSWERS = new Manner("answers", "");

    /// Answers, and says what it hears.
    static final Manner ECHOES = new Manner("answers", "", 0, List.of("-rtp_echo"));

    static final Manner HANGS_UP = new Manner("hangs-up", "");
    static final Manner RINGS = new Manner("rings", "");
    static final Manner SILENT = new Manner("silent", "");

    /// Answers, plays a tone of 440 Hz for three seconds and hangs up.
    static final Manner PLAYS = new Manner("plays", "tone.ulaw");

    /// Answers, and hums at 1000 Hz until the other side hangs up.
    static final Manner TALKS = new Manner("plays", "hum.ulaw", 60_000, List.of());

    /// Is busy, and notes in its log what its lamp shows.
    static final Manner LAMP = new Manner("lamp", "");

    /// Answers, and notes in its log what the INVITE said.
    static final Manner NOTES = new Manner("notes", "");

    static Manner refuses(String status) {
      return new Manner("refuses", status);
    }
  }

  private final String address;
  private final int port;
  private final Path log;
  private final Process process;

  private SipPhone(TestPbx pbx, List<Scenario> scenarios, List<String> arguments) {
    this(pbx, freeAddress(), scenarios, arguments);
  }

  private SipPhone(TestPbx pbx, String address, List<Scenario> scenarios, List<String> arguments) {
    this.address = address;
    this.port = FreePorts.udp(address);
    try {
      var home = Files.createTempDirectory(pbx.data(), "phone");
      log = home.resolve("log");
      Files.write(home.resolve("tone.ulaw"), TestTone.ulaw(440, 1));
      Files.write(home.resolve("hum.ulaw"), TestTone.ulaw(1000, 1));
      var command = new ArrayList<>(List.of("sipp", "-nostdin", "-i", address));
      command.addAll(List.of("-p", String.valueOf(port)));
      for (var scenario : scenarios) {
        command.addAll(List.of(scenario.option(), scenario.copied(home)));
        command.addAll(scenario.manner().options());
      }
      command.addAll(List.of("-trace_logs", "-log_file", log.toString()));
      command.addAll(List.of("-trace_err", "-error_file", home.resolve("errors").toString()));
      command.addAll(arguments);
      process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("screen").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /// A scenario as an option of SIPp, which reads no variables where a status stands.
  private record Scenario(String option, Manner manner) {

    String copied(Path home) throws IOException {
      var copy = home.resolve(manner.scenario() + ".xml");
      try (var in = SipPhone.class.getResourceAsStream("/sipp/" + manner.scenario() + ".xml")) {
        var text = new String(requireNonNull(in).readAllBytes(), UTF_8);
        var talk = String.valueOf(manner.talk());
        Files.writeString(
            copy, text.replace("{{status}}", manner.status()).replace("{{talk}}", talk));
      }
      return copy.toString();
    }
  }

  /// A loopback address that no other phone of this run has.
  static String freeAddress() {
    return "127.21.0." + NEXT.getAndIncrement();
  }

  /// A phone whose very first attempt to register succeeded.
  static SipPhone registered(TestPbx pbx, Account account, Manner manner) {
    var phone = registering(pbx, account, manner);
    assertThat(phone.outcome()).describedAs(account.number()).isEqualTo("registered");
    return phone;
  }

  /// Whether that account may register; the phone is gone afterwards, its registration stays.
  static boolean mayRegister(TestPbx pbx, Account account) {
    try (var phone = registering(pbx, account, Manner.SILENT)) {
      return phone.outcome().equals("registered");
    }
  }

  /// A phone that tries to register; see to it that it does.
  static SipPhone registering(TestPbx pbx, Account account, Manner manner) {
    return new SipPhone(
        pbx,
        List.of(new Scenario("-sf", new Manner("phone", "")), new Scenario("-oocsf", manner)),
        List.of(
            "-key",
            "number",
            account.number(),
            "-au",
            account.number(),
            "-ap",
            account.secret(),
            "-m",
            "1",
            "127.0.0.1:" + pbx.sipPort()));
  }

  /// A peer that never registers, as carriers are.
  static SipPhone carrier(TestPbx pbx, Manner manner) {
    return new SipPhone(pbx, List.of(new Scenario("-sf", manner)), List.of());
  }

  /// Has a peer that never registers call a number; its address must be a trunk's.
  static SipPhone calling(TestPbx pbx, String address, String number) {
    return new SipPhone(
        pbx,
        address,
        List.of(new Scenario("-sf", new Manner("calls", ""))),
        List.of("-key", "number", number, "-m", "1", "127.0.0.1:" + pbx.sipPort()));
  }

  /// Has a phone dial a number with its account, and hang up after that time at the latest.
  static SipPhone dialling(TestPbx pbx, Account account, String number, Duration talk) {
    return new SipPhone(
        pbx,
        List.of(new Scenario("-sf", new Manner("dials", String.valueOf(talk.toMillis())))),
        List.of(
            "-key",
            "own",
            account.number(),
            "-key",
            "number",
            number,
            "-au",
            account.number(),
            "-ap",
            account.secret(),
            "-m",
            "1",
            "127.0.0.1:" + pbx.sipPort()));
  }

  private String outcome() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !process.isAlive() || noted().stream().anyMatch(OUTCOMES::contains));
    return noted().stream()
        .filter(OUTCOMES::contains)
        .findFirst()
        .orElseThrow(() -> new AssertionError("SIPp ended, see " + log.getParent()));
  }

  /// What the scenarios wrote into the log so far.
  List<String> noted() {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What stands behind the word in the first line that begins with it, once there is one.
  String noted(String word) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> noted().stream().filter(line -> line.startsWith(word + " ")).toList(),
            lines -> !lines.isEmpty())
        .getFirst()
        .substring(word.length() + 1);
  }

  String address() {
    return address;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  /// What a phone needs to know to register.
  record Account(String number, String secret) {}
}
