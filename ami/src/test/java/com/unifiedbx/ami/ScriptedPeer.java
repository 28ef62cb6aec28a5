package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;

/// One session of a [ScriptedAsterisk].
@NullMarked
final class ScriptedPeer {

  private final Socket socket;
  private final BiConsumer<ScriptedPeer, AmiMessage> answer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch readOn = new CountDownLatch(1);
  private volatile boolean isDeaf;
  private volatile String events = "";

  ScriptedPeer(Socket socket, BiConsumer<ScriptedPeer, AmiMessage> answer) {
    this.socket = socket;
    this.answer = answer;
  }

  void start(String greeting) {
    Thread.ofVirtual().name("scripted-peer").start(() -> run(greeting));
  }

  private void run(String greeting) {
    try (socket) {
      raw(greeting);
      var packets = new PacketReader(socket.getInputStream(), 1 << 20);
      for (var next = packets.readMessage(); next != null; next = packets.readMessage()) {
        if (next.get("Action", "").equals("Login")) {
          events = next.get("Events", "");
        }
        answer.accept(this, next);
        if (isDeaf) {
          readOn.await();
        }
      }
    } catch (IOException | UncheckedIOException | InterruptedException gone) {
      // The client left or the test cut the line: both are what tests are for.
      isDeaf = false;
    } finally {
      ended.countDown();
    }
  }

  String events() {
    return events;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  void succeed(AmiMessage action, String... lines) {
    respond(action, "Success", lines);
  }

  void fail(AmiMessage action, String message) {
    respond(action, "Error", "Message: " + message);
  }

  private void respond(AmiMessage action, String response, String... lines) {
    raw("Response: " + response + "\r\n" + idOf(action) + lines(lines) + "\r\n");
  }

  void event(String name, String... lines) {
    raw("Event: " + name + "\r\n" + lines(lines) + "\r\n");
  }

  /// An event that belongs to the answer of an action.
  void item(AmiMessage action, String name, String... lines) {
    raw("Event: " + name + "\r\n" + idOf(action) + lines(lines) + "\r\n");
  }

  synchronized void raw(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// One byte per segment.
  void dribble(String text) {
    try {
      socket.setTcpNoDelay(true);
      for (var one : text.getBytes(UTF_8)) {
        socket.getOutputStream().write(one);
        socket.getOutputStream().flush();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Leaves everything that comes from now on in the socket.
  void stopReading() {
    isDeaf = true;
  }

  void cut() {
    readOn.countDown();
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String idOf(AmiMessage action) {
    return "ActionID: " + action.get("ActionID", "") + "\r\n";
  }

  private static String lines(String... lines) {
    return lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
  }
}
