package com.unifiedbx.pbx.events;

import static java.util.Objects.requireNonNull;

import com.unifiedbx.pbx.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket to `/gql`.
final class TestSocket implements AutoCloseable {

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private TestSocket(TestServer server, @Nullable String protocol, @Nullable String token) {
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (protocol != null) {
      builder.subprotocols(protocol);
    }
    if (token != null) {
      builder.header("Authorization", token);
    }
    var uri = URI.create("ws://127.0.0.1:" + server.port() + "/admin/api/api/gql");
    socket = builder.buildAsync(uri, new Listener()).join();
  }

  /// @param authorization what the handshake says of the caller
  static TestSocket open(
      TestServer server, @Nullable String protocol, @Nullable String authorization) {
    return new TestSocket(server, protocol, authorization);
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        var message = text.toString();
        text.setLength(0);
        if (message.contains("\"ping\"")) {
          from.sendText("{\"type\":\"pong\"}", true).join();
        } else {
          messages.add(message);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  void send(String message) {
    socket.sendText(message, true).join();
  }

  String next() {
    try {
      return requireNonNull(messages.poll(30, TimeUnit.SECONDS), "no message came");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The next message that has this in it; those before are passed over.
  String nextWith(String text) {
    var message = next();
    while (!message.contains(text)) {
      message = next();
    }
    return message;
  }

  /// Publishes until each of the subscriptions has had something.
  void awaitSubscribed(Runnable publish, String... ids) {
    var waiting = new HashSet<>(Set.of(ids));
    try {
      while (!waiting.isEmpty()) {
        publish.run();
        var message = messages.poll(200, TimeUnit.MILLISECONDS);
        if (message != null && message.contains("\"next\"")) {
          List.of(ids).stream()
              .filter(id -> message.contains("\"id\":\"" + id + "\""))
              .forEach(waiting::remove);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int closeCode() {
    return closed.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
