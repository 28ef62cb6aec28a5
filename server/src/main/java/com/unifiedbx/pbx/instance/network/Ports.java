package com.unifiedbx.pbx.instance.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/// Which ports of this machine are taken.
public final class Ports {

  private Ports() {}

  public static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  /// Whether a server of this machine can be bound there at all.
  public static boolean isOwn(InetAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public static boolean isTcpFree(InetAddress address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public static boolean isUdpFree(InetAddress address, int port) {
    try (var socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  /// A UDP port that nobody uses at this moment.
  public static int freeUdp(InetAddress address) {
    try (var socket = new DatagramSocket(0, address)) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A TCP port that nobody uses at this moment.
  public static int free() {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
