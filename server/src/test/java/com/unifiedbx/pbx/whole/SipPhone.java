package com.unifiedbx.pbx.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A SIP phone: SIPp with an address of its own, which registers and treats calls in one way.
final class SipPhone implements AutoCloseable {

  private static final AtomicInteger NEXT = new AtomicInteger(1);

  /// What a phone does with a call.
  ///
  /// @param scenario a resource of `sipp/`
  /// @param status the status line of a refusal
  record Manner(String scenario, String status) {

    static final Manner ANSWERS = new Manner("answers", "");
    static final Manner HANGS_UP = new Manner("hangs-up", "");
    static final Manner RINGS = new Manner("rings", "");
    static final Manner SILENT = new Manner("silent", "");

    static Manner refuses(String status) {
      return new Manner("refuses", status);
    }
  }

  private final String address = "127.21.0." + NEXT.getAndIncrement();
  private final int port = FreePorts.udp(address);
  private final Path log;
  private final Process process;

  private SipPhone(TestPbx pbx, List<String> arguments) {
    try {
      var home = Files.createTempDirectory(pbx.data(), "phone");
      log = home.resolve("log");
      var command = new ArrayList<>(List.of("sipp", "-nostdin", "-i", address));
      command.addAll(List.of("-p", String.valueOf(port), "-m", "1000000", "-l", "1000"));
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

  private static SipPhone registering(TestPbx pbx, Account account, Manner manner) {
    var arguments =
        new ArrayList<>(List.of("-sf", scenario("phone"), "-oocsf", scenario(manner.scenario())));
    arguments.addAll(
        List.of("-key", "number", account.number(), "-key", "status", manner.status()));
    arguments.addAll(List.of("-au", account.number(), "-ap", account.secret(), "-r", "1"));
    arguments.addAll(List.of("-l", "1", "127.0.0.1:" + pbx.sipPort()));
    return new SipPhone(pbx, arguments);
  }

  /// A number of the outside world: it registers nowhere.
  static SipPhone carrier(TestPbx pbx, Manner manner) {
    return new SipPhone(
        pbx, List.of("-sf", scenario(manner.scenario()), "-key", "status", manner.status()));
  }

  private static String scenario(String name) {
    try {
      return Path.of(SipPhone.class.getResource("/sipp/" + name + ".xml").toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private String outcome() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !process.isAlive() || (Files.exists(log) && Files.size(log) > 0));
    try {
      return Files.readString(log).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("SIPp ended, see " + log.getParent(), e);
    }
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
