package com.unifiedbx.pbx.bench.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An exchange as far as the server under test can see one: takes its logins over AMI, has nothing
/// to list, and tells the events that it is told to tell. So the moment is known at which an event
/// is on the line, and no phone takes part of the machine.
public final class AmiPeer implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  /// Lists that close at once; whatever else is asked is unknown here.
  private static final Map<String, String> LISTS =
      Map.of(
          "CoreShowChannels", "CoreShowChannelsComplete",
          "DeviceStateList", "DeviceStateListComplete");

  private final ServerSocket server;
  private final CountDownLatch compared = new CountDownLatch(1);
  private volatile Socket listening = new Socket();

  private AmiPeer(ServerSocket server) {
    this.server = server;
  }

  public static AmiPeer on(int port) throws IOException {
    var peer = new AmiPeer(new ServerSocket(port, 8, InetAddress.ofLiteral("127.0.0.1")));
    Thread.ofVirtual().name("ami-peer").start(peer::accept);
    return peer;
  }

  /// Waits until a server listens and has asked what is up.
  public void awaitServer() throws InterruptedException {
    if (!compared.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new BenchException("The server does not log in to its exchange.");
    }
  }

  /// Tells events, each with an empty line at its end. For one thread at a time.
  public void tell(String events) {
    try {
      listening.getOutputStream().write(events.getBytes(UTF_8));
    } catch (IOException e) {
      throw new BenchException("The server hung up on its exchange: " + e.getMessage(), e);
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        var session = server.accept();
        session.setTcpNoDelay(true);
        Thread.ofVirtual().name("ami-session").start(() -> serve(session));
      }
    } catch (IOException closed) {
      compared.countDown();
    }
  }

  private void serve(Socket session) {
    try (session;
        var lines = new BufferedReader(new InputStreamReader(session.getInputStream(), UTF_8))) {
      write(session, "Asterisk Call Manager/11.0.0\r\n");
      var action = new HashMap<String, String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var at = line.indexOf(':');
        if (at > 0) {
          var name = line.substring(0, at).toLowerCase(Locale.ROOT);
          action.put(name, line.substring(at + 1).strip());
        } else if (!action.isEmpty()) {
          answer(session, action);
          action.clear();
        }
      }
    } catch (IOException | UncheckedIOException gone) {
      compared.countDown();
    }
  }

  private void answer(Socket session, Map<String, String> action) throws IOException {
    var name = action.getOrDefault("action", "");
    var id = "ActionID: " + action.getOrDefault("actionid", "") + "\r\n";
    var success = "Response: Success\r\n" + id;
    var complete = LISTS.get(name);
    if (complete != null) {
      var end = "Event: %s\r\n%sEventList: Complete\r\nListItems: 0\r\n\r\n";
      write(session, success + "EventList: start\r\n\r\n" + end.formatted(complete, id));
      if (name.equals("CoreShowChannels")) {
        compared.countDown();
      }
      return;
    }
    switch (name) {
      case "Login" -> {
        write(session, success + "\r\n");
        if (action.getOrDefault("events", "").equals("on")) {
          listening = session;
          write(session, "Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n");
        }
      }
      case "Ping", "Filter" -> write(session, success + "\r\n");
      case "CoreSettings" -> write(session, success + "AsteriskVersion: 22\r\n\r\n");
      case "PJSIPShowContacts" -> refuse(session, id, "No Contacts found");
      default -> refuse(session, id, "Invalid/unknown command");
    }
  }

  private static void refuse(Socket session, String id, String why) throws IOException {
    write(session, "Response: Error\r\n" + id + "Message: " + why + "\r\n\r\n");
  }

  private static void write(Socket session, String text) throws IOException {
    session.getOutputStream().write(text.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    listening.close();
  }
}
