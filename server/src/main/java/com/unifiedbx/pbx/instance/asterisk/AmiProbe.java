package com.unifiedbx.pbx.instance.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Asks an Asterisk whether it is up: logs in once and waits for `FullyBooted`.
///
/// Not the AMI link of the product, which starts later and lives in another room; this one needs no
/// more than three lines of the protocol.
final class AmiProbe {

  private AmiProbe() {}

  /// True as soon as Asterisk is ready; false when it is not within `limit`, or when `alive` says
  /// that there is nothing to wait for.
  static boolean awaitBooted(AsteriskSetup.Ami account, Duration limit, BooleanSupplier alive) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline && alive.getAsBoolean()) {
      var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      if (isBooted(account, left)) {
        return true;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return false;
  }

  private static boolean isBooted(AsteriskSetup.Ami account, Duration limit) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(account.host(), account.port()), 2000);
      socket.setSoTimeout((int) Math.min(limit.toMillis() + 1, 20_000));
      var login =
          "Action: Login\r\nUsername: %s\r\nSecret: %s\r\nEvents: system\r\n\r\n"
              .formatted(account.user(), account.secret().value());
      socket.getOutputStream().write(login.getBytes(StandardCharsets.UTF_8));
      return sawFullyBooted(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean sawFullyBooted(Socket socket) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("Event: FullyBooted")) {
        return true;
      }
      if (line.equals("Response: Error")) {
        return false;
      }
    }
    return false;
  }
}
