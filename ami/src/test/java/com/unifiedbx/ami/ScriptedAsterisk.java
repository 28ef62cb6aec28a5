package com.unifiedbx.ami;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;

/// A peer on a loopback port that speaks AMI as told. By default: anybody may log in, event
/// sessions see `FullyBooted`, pings are answered, filters accepted, everything else is unknown.
@NullMarked
final class ScriptedAsterisk implements AutoCloseable {

  static final String GREETING = "Asterisk Call Manager/11.0.0\r\n";

  private final Map<String, BiConsumer<ScriptedPeer, AmiMessage>> script =
      new ConcurrentHashMap<>();
  private final List<ScriptedPeer> peers = new CopyOnWriteArrayList<>();
  private final List<AmiMessage> received = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private volatile String greeting = GREETING;

  ScriptedAsterisk() {
    this(0);
  }

  /// On a port that was in use before, for those who come back.
  ScriptedAsterisk(int port) {
    on("Login", ScriptedAsterisk::login);
    on("Ping", (peer, action) -> peer.succeed(action, "Ping: Pong"));
    on("Filter", (peer, action) -> peer.succeed(action, "Message: Filter added"));
    on("CoreSettings", (peer, action) -> peer.succeed(action, "AsteriskVersion: 22.10.1"));
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.setReceiveBufferSize(4096);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().name("scripted-asterisk").start(this::accept);
  }

  private static void login(ScriptedPeer peer, AmiMessage action) {
    peer.succeed(action, "Message: Authentication accepted");
    if (action.get("Events", "").equals("on")) {
      peer.event("FullyBooted", "Status: Fully Booted", "Uptime: 42");
    }
  }

  /// What to do when this action arrives; replaces what was done before.
  ScriptedAsterisk on(String action, BiConsumer<ScriptedPeer, AmiMessage> answer) {
    script.put(action, answer);
    return this;
  }

  ScriptedAsterisk greeting(String other) {
    greeting = other;
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  List<AmiMessage> received(String action) {
    return received.stream().filter(one -> one.get("Action", "").equals(action)).toList();
  }

  /// The newest session with events on.
  ScriptedPeer eventPeer() {
    return newest("on");
  }

  ScriptedPeer commandPeer() {
    return newest("off");
  }

  List<ScriptedPeer> peers() {
    return peers;
  }

  private ScriptedPeer newest(String events) {
    return peers.reversed().stream()
        .filter(peer -> peer.events().equals(events))
        .findFirst()
        .orElseThrow();
  }

  private void accept() {
    try {
      while (true) {
        var peer = new ScriptedPeer(server.accept(), this::answer);
        peers.add(peer);
        peer.start(greeting);
      }
    } catch (IOException closed) {
      peers.forEach(ScriptedPeer::cut);
    }
  }

  private void answer(ScriptedPeer peer, AmiMessage action) {
    received.add(action);
    script
        .getOrDefault(
            action.get("Action", ""), (p, a) -> p.fail(a, "Invalid/unknown command: Oops"))
        .accept(peer, action);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    peers.forEach(ScriptedPeer::cut);
  }
}
