package com.unifiedbx.pbx.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A wire between the application and Asterisk's manager interface that a test can cut and mend.
final class CutLink implements AutoCloseable {

  private final int target;
  private final ServerSocket door;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean isCut;

  CutLink(int target) {
    this.target = target;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// Ends what is open and takes nothing new.
  void cut() {
    isCut = true;
    open.forEach(CutLink::close);
    open.clear();
  }

  void mend() {
    isCut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        open.add(near);
        if (isCut) {
          close(near);
        } else {
          var far = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(far);
          Thread.ofVirtual().start(() -> copy(near, far));
          Thread.ofVirtual().start(() -> copy(far, near));
        }
      } catch (IOException away) {
        open.forEach(CutLink::close);
        open.clear();
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
