package com.unifiedbx.pbx.bench.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A login to Asterisk's manager interface without anything of the product in between: sends
/// originates as a script would, and notes when channels are dialled, answered and gone, whoever
/// asked for them.
public final class RawAmi implements AutoCloseable {

  private static final String ONLY =
      "Action: Filter\r\nOperation: Add\r\nFilter: Event: (DialBegin|Newstate|Hangup)\r\n\r\n";

  private final Socket socket;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /// Moments of [System#nanoTime] at which events of a channel arrived; null while they have not.
  public static final class Seen {

    private volatile @Nullable Long dialled;
    private volatile @Nullable Long answered;
    private volatile @Nullable Long gone;

    public @Nullable Long dialled() {
      return dialled;
    }

    public @Nullable Long answered() {
      return answered;
    }

    public @Nullable Long gone() {
      return gone;
    }
  }

  private RawAmi(Socket socket) {
    this.socket = socket;
  }

  public static RawAmi login(int port, String secret) throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setTcpNoDelay(true);
    var ami = new RawAmi(socket);
    ami.send(
        "Action: Login\r\nUsername: unifiedbx\r\nSecret: " + secret + "\r\nEvents: call\r\n\r\n");
    ami.send(ONLY);
    Thread.ofPlatform().daemon().name("raw-ami").start(ami::read);
    return ami;
  }

  private synchronized void send(String action) throws IOException {
    socket.getOutputStream().write(action.getBytes(UTF_8));
  }

  /// Rings an endpoint and, when it answers, keeps it for a second.
  public void originate(String id, String endpoint) throws IOException {
    send(
        """
        Action: Originate
        ActionID: %1$s
        ChannelId: %1$s
        Channel: %2$s
        Application: Wait
        Data: 1
        Async: true
        Timeout: 30000

        """
            .formatted(id, endpoint)
            .replace("\n", "\r\n"));
  }

  /// What was seen of a channel so far.
  public Seen of(String uniqueid) {
    return seen.computeIfAbsent(uniqueid, _ -> new Seen());
  }

  /// How many channels have been dialled that are not gone.
  public long standing() {
    return seen.values().stream().filter(one -> one.dialled != null && one.gone == null).count();
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      var message = new HashMap<String, String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var at = line.indexOf(": ");
        if (at > 0) {
          message.put(line.substring(0, at), line.substring(at + 2));
        } else if (line.isEmpty()) {
          note(message, System.nanoTime());
          message.clear();
        }
      }
    } catch (IOException | UncheckedIOException closed) {
      // By close, or by an Asterisk that is gone: who waits for events finds that none come.
    }
  }

  private void note(Map<String, String> message, long now) {
    switch (message.getOrDefault("Event", "")) {
      case "DialBegin" -> of(id(message, "DestUniqueid")).dialled = now;
      case "Newstate" -> {
        if ("6".equals(message.get("ChannelState"))) {
          of(id(message, "Uniqueid")).answered = now;
        }
      }
      case "Hangup" -> of(id(message, "Uniqueid")).gone = now;
      default -> {}
    }
  }

  private static String id(Map<String, String> message, String key) {
    return Objects.requireNonNull(message.get(key), key);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
