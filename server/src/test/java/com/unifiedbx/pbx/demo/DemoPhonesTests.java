package com.unifiedbx.pbx.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.demo.Demo.Person;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Options;
import com.unifiedbx.pbx.instance.asterisk.AsteriskPrograms;
import com.unifiedbx.pbx.instance.asterisk.AsteriskServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's own Asterisk, with Alice's phone and, Bob's extension being somebody else's, without
/// Bob's.
class DemoPhonesTests {

  private final DataDirectory directory;
  private final AsteriskServer asterisk;

  DemoPhonesTests(@TempDir Path temp) throws IOException {
    directory = DataDirectory.open(temp);
    int sip = freeUdp();
    var network = new Options.Network("127.0.0.1", 1, sip, 17_100, 17_199, freeTcp());
    var place = new DemoPlace(sip, sip, "127.0.0.1", network);
    var setup = DemoPhones.setup(directory, place, Map.of(Person.ALICE, "a".repeat(32)));
    asterisk = new AsteriskServer(directory, setup, AsteriskPrograms.find(System.getenv()));
  }

  @BeforeEach
  void start() {
    asterisk.start();
  }

  @AfterEach
  void stop() {
    asterisk.stop();
  }

  @Test
  void everyListedModuleRunsAndNothingComplains() throws IOException {
    var shown = asterisk.console("module show").lines().toList();
    assertThat(Files.readAllLines(directory.root().resolve("demo/etc/modules.conf")))
        .filteredOn(line -> line.startsWith("load = "))
        .allSatisfy(line ->
            assertThat(shown)
                .anyMatch(m -> m.startsWith(line.substring(7) + " ") && m.contains(" Running ")));
    // There is no exchange to register at.
    assertThat(Files.readAllLines(directory.root().resolve("demo/log/messages.log")))
        .filteredOn(line -> !line.contains("res_pjsip_outbound_registration"))
        .noneMatch(line -> line.contains("ERROR") || line.contains("WARNING"));
  }

  @Test
  void onlyAPhoneWithADigestRegisters() {
    assertThat(asterisk.console("pjsip show registrations"))
        .contains("alice")
        .doesNotContain("bob");
  }

  @Test
  void onlyItsOwnAddressesAreListenedOn() {
    assertThat(asterisk.console("pjsip show transports"))
        .contains("127.0.0.2:", "127.0.0.3:")
        .doesNotContain("0.0.0.0");
  }

  private static int freeUdp() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(DemoPlace.CARRIER))) {
      return socket.getLocalPort();
    }
  }

  private static int freeTcp() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(DemoPlace.PHONES))) {
      return socket.getLocalPort();
    }
  }
}
