package com.unifiedbx.pbx.signals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stretch of network in front of a database that can be taken away: with a word, or without one,
/// as a firewall does that forgets a connection.
final class SilentProxy implements AutoCloseable {

  private enum Mood {
    PASSING,
    REFUSING,
    SILENT
  }

  private final URI target;
  private final ServerSocket door;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.PASSING;

  private SilentProxy(URI target) {
    this.target = target;
    try {
      door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// @param url `jdbc:postgresql://…`
  static SilentProxy to(String url) {
    return new SilentProxy(URI.create(url.substring("jdbc:".length())));
  }

  /// The same database, by way of here.
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d%s?%s"
        .formatted(door.getLocalPort(), target.getPath(), target.getQuery());
  }

  void pass() {
    mood = Mood.PASSING;
  }

  /// New connections are closed at once; those that are open stay.
  void refuse() {
    mood = Mood.REFUSING;
  }

  /// Nothing that is sent arrives any more, and nobody is told; new connections are refused.
  void fallSilent() {
    mood = Mood.SILENT;
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        var near = door.accept();
        if (mood == Mood.PASSING) {
          var far = new Socket();
          far.connect(new InetSocketAddress(target.getHost(), target.getPort()));
          open.addAll(List.of(near, far));
          Thread.ofVirtual().start(() -> pump(near, far));
          Thread.ofVirtual().start(() -> pump(far, near));
        } else {
          near.close();
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pump(Socket from, Socket to) {
    var silenced = false;
    try {
      var bytes = new byte[8192];
      for (int count = from.getInputStream().read(bytes);
          count >= 0;
          count = from.getInputStream().read(bytes)) {
        // A connection that was silent once stays so: the far side has missed something.
        silenced |= mood == Mood.SILENT;
        if (!silenced) {
          to.getOutputStream().write(bytes, 0, count);
        }
      }
      if (!silenced) {
        to.close();
      }
    } catch (IOException e) {
      // The other direction ended it.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
