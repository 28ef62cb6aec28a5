package com.unifiedbx.pbx.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of a loopback address that nobody used a moment ago.
final class FreePorts {

  private static final String LOOPBACK = "127.0.0.1";

  /// Below those from which the system gives one to whoever connects: a server that is stopped and
  /// started again would now and then find its port taken.
  private static final int FIRST = 12_000;

  private static final int COUNT = 20_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 31));

  private FreePorts() {}

  static int tcp() {
    for (var attempt = 0; attempt < COUNT; attempt++) {
      var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
        return port;
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("No port is free.");
  }

  static int udp() {
    return udp(LOOPBACK);
  }

  static int udp(String address) {
    try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
