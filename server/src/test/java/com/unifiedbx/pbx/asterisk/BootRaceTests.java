package com.unifiedbx.pbx.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An Asterisk that boots takes logins before it knows its users and refuses them all.
class BootRaceTests {

  private static final int REFUSALS = 2;

  private final AtomicInteger logins = new AtomicInteger();
  private final ServerSocket booting;
  private final AmiLink link;

  BootRaceTests() throws IOException {
    booting = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("booting-asterisk").start(this::serve);
    link =
        new AmiLink(
            new AsteriskProperties(
                "127.0.0.1", booting.getLocalPort(), "pbx", "right", Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() throws IOException {
    link.stop();
    booting.close();
  }

  /// With the patience that suits a wrong password it would take minutes.
  @Test
  void aRefusalWhileItBootsIsTriedAgainAtOnce() {
    link.start();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> Objects.requireNonNull(link.status()).state(),
            state -> state == AmiStatus.State.UP);
    assertThat(logins).hasValueGreaterThan(REFUSALS);
  }

  private void serve() {
    while (!booting.isClosed()) {
      try {
        var client = booting.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      var lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      say(client, "Asterisk Call Manager/11.0.0");
      var id = "";
      var action = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ActionID: ")) {
          id = line;
        } else if (line.startsWith("Action: ")) {
          action = line.substring(8);
        } else if (line.isEmpty() && !reply(client, action, id)) {
          return;
        }
      }
    } catch (IOException gone) {
      // The test is over.
    }
  }

  private boolean reply(Socket client, String action, String id) throws IOException {
    if (action.equals("Login") && logins.incrementAndGet() <= REFUSALS) {
      say(client, "Response: Error\r\n" + id + "\r\nMessage: Authentication failed\r\n");
      return false;
    }
    say(client, "Response: Success\r\n" + id + "\r\nMessage: fine\r\n");
    if (action.equals("Login")) {
      say(client, "Event: FullyBooted\r\nStatus: Fully Booted\r\n");
    }
    return true;
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
