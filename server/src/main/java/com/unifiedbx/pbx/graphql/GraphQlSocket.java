package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.access.Bearers;
import com.unifiedbx.pbx.access.Standing;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// `…/gql` as a WebSocket: subscriptions by the protocol `graphql-transport-ws`.
///
/// Only subscriptions: queries and mutations go by POST, where each is one request to the limits
/// and to the log.
final class GraphQlSocket extends TextWebSocketHandler implements SubProtocolCapable {

  static final String PROTOCOL = "graphql-transport-ws";

  private final Subscriptions subscriptions;
  private final Bearers bearers;
  private final SubscriptionProperties properties;
  private final ObjectMapper json;
  private final TaskScheduler timers;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  private record Client(SocketSession session, SocketOperations operations) {}

  GraphQlSocket(
      Subscriptions subscriptions,
      Bearers bearers,
      SubscriptionProperties properties,
      ObjectMapper json,
      TaskScheduler timers) {
    this.subscriptions = subscriptions;
    this.bearers = bearers;
    this.properties = properties;
    this.json = json;
    this.timers = timers;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of(PROTOCOL);
  }

  int count() {
    return clients.size();
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession socket) {
    var session = new SocketSession(socket, json);
    if (!PROTOCOL.equals(socket.getAcceptedProtocol())) {
      session.close(SocketClose.WRONG_PROTOCOL.because("Subprotocol not acceptable"));
      return;
    }
    if (clients.size() >= properties.maxSockets()) {
      session.close(CloseStatus.SERVICE_OVERLOAD);
      return;
    }
    clients.put(socket.getId(), new Client(session, new SocketOperations(subscriptions, session)));
    var late = Instant.now().plus(properties.initTimeout());
    var _ = timers.schedule(() -> demandReady(session), late);
  }

  private static void demandReady(SocketSession session) {
    if (!session.isReady()) {
      session.close(SocketClose.INIT_TIMEOUT.because("Connection initialisation timeout"));
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession socket, TextMessage text) {
    var client = clients.get(socket.getId());
    if (client == null) {
      return;
    }
    client.session().heard();
    try {
      handle(client, socket, json.readValue(text.getPayload(), SocketMessage.class));
    } catch (JacksonException | IllegalArgumentException e) {
      client.session().close(SocketClose.INVALID_MESSAGE.because("Invalid message"));
    } catch (Subscriptions.GoneException gone) {
      client.session().close(CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  private void handle(Client client, WebSocketSession socket, SocketMessage message) {
    var session = client.session();
    switch (Objects.requireNonNullElse(message.type(), "")) {
      case "connection_init" -> init(session, socket, message.payload());
      case "ping" -> session.send(new SocketMessage(null, "pong", message.payload()));
      case "pong" -> session.heard();
      case "subscribe" -> subscribe(client, message);
      case "complete" -> client.operations().cancel(Objects.requireNonNullElse(message.id(), ""));
      default -> throw new IllegalArgumentException("no such message");
    }
  }

  private void init(SocketSession session, WebSocketSession socket, @Nullable Object payload) {
    if (!session.beginInit()) {
      session.close(SocketClose.TOO_MANY.because("Too many initialisation requests"));
      return;
    }
    try {
      var address = Objects.requireNonNull(socket.getRemoteAddress()).getAddress();
      var standing = Standing.of(bearers, token(socket, payload), address.getHostAddress());
      session.ready(new StandingWatch(standing, properties.heartbeat()));
    } catch (RefusedException refused) {
      session.end(new StandingWatch.Ended(refused.refusal().kind(), refused.refusal().message()));
    }
  }

  /// From the handshake, or from the payload for clients that can't send headers.
  private static @Nullable String token(WebSocketSession socket, @Nullable Object payload) {
    var header = socket.getHandshakeHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header != null || !(payload instanceof Map<?, ?> members)) {
      return header;
    }
    return members.entrySet().stream()
        .filter(entry -> "authorization".equalsIgnoreCase(String.valueOf(entry.getKey())))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst()
        .orElse(null);
  }

  private void subscribe(Client client, SocketMessage message) {
    var session = client.session();
    var id = message.id();
    if (!session.isReady()) {
      session.close(SocketClose.UNAUTHORIZED.because("Unauthorized"));
      return;
    }
    if (id == null || id.isEmpty() || !(message.payload() instanceof Map<?, ?> payload)) {
      throw new IllegalArgumentException("a subscribe needs id and payload");
    }
    var operation = json.convertValue(payload, Operation.class);
    var refusal = refusal(client, operation);
    if (refusal != null) {
      var error = GraphQlErrors.error(refusal).toSpecification();
      session.send(new SocketMessage(id, "error", List.of(error)));
    } else if (!client.operations().start(id, operation)) {
      session.close(SocketClose.ID_TAKEN.because("Subscriber for " + id + " already exists"));
    }
  }

  private @Nullable Refusal refusal(Client client, Operation operation) {
    if (operation.isQueryOrMutation()) {
      return Refusal.of(
          Refusal.Kind.BAD_VALUE,
          "not_a_subscription",
          "Send queries and mutations by POST; this WebSocket is for subscriptions.");
    }
    return client.operations().count() < properties.maxPerSocket()
        ? null
        : Refusal.of(
            Refusal.Kind.LIMITED,
            "too_many_subscriptions",
            "This WebSocket has " + properties.maxPerSocket() + " subscriptions: end one first.");
  }

  @Override
  public void handleTransportError(WebSocketSession socket, Throwable failure) {
    leave(socket);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
    leave(socket);
  }

  private void leave(WebSocketSession socket) {
    var client = clients.remove(socket.getId());
    if (client != null) {
      client.operations().cancelAll();
      client.session().close(CloseStatus.NORMAL);
    }
  }
}
