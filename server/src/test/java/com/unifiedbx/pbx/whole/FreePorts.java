package com.unifiedbx.pbx.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of a loopback address that nobody used a moment ago.
final class FreePorts {

  private static final String LOOPBACK = "127.0.0.1";

  private FreePorts() {}

  static int tcp() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
