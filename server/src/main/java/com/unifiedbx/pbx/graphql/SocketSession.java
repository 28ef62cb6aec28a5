package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.ObjectMapper;

/// One WebSocket: who is at its other end, and the way to write to it.
///
/// One message is written at a time, and writing waits for the client.
final class SocketSession implements StandingWatch.Connection {

  private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

  /// Signs of life that may stay unanswered.
  private static final int PATIENCE = 3;

  private final WebSocketSession socket;
  private final ObjectMapper json;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable StandingWatch watch;
  private volatile boolean initialising;
  private final AtomicInteger unanswered = new AtomicInteger();

  SocketSession(WebSocketSession socket, ObjectMapper json) {
    this.socket = socket;
    this.json = json;
  }

  /// False when that was done before.
  boolean beginInit() {
    if (initialising) {
      return false;
    }
    initialising = true;
    return true;
  }

  void ready(StandingWatch standing) {
    watch = standing;
    send(SocketMessage.of("connection_ack"));
    standing.over(this);
  }

  boolean isReady() {
    return watch != null;
  }

  Caller caller() {
    return Objects.requireNonNull(watch).caller();
  }

  void heard() {
    unanswered.set(0);
  }

  void send(SocketMessage message) {
    writing.lock();
    try {
      socket.sendMessage(new TextMessage(json.writeValueAsString(message)));
    } catch (IOException | IllegalStateException gone) {
      throw new Subscriptions.GoneException(gone);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void heartbeat() {
    if (unanswered.getAndIncrement() >= PATIENCE) {
      close(CloseStatus.SESSION_NOT_RELIABLE);
      return;
    }
    send(SocketMessage.of("ping"));
  }

  @Override
  public void end(StandingWatch.Ended why) {
    close(
        why.kind() == Refusal.Kind.UNAUTHENTICATED
            ? SocketClose.UNAUTHORIZED.because(why.reason())
            : SocketClose.FORBIDDEN.because(why.reason()));
  }

  void close(CloseStatus status) {
    var watching = watch;
    if (watching != null) {
      watching.close();
    }
    try {
      socket.close(status);
    } catch (IOException e) {
      LOG.debug("A WebSocket was gone before it was closed: {}", e.getMessage());
    }
  }
}
