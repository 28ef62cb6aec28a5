package com.unifiedbx.ami;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to Asterisk with a reader, a writer and a heartbeat thread.
///
/// It lives once: when anything breaks, everybody who waits is told and the session is over.
final class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /// What a session is for.
  enum Role {
    COMMAND("off"),
    EVENT("on");

    private final String events;
    private final String word = name().toLowerCase(Locale.ROOT);

    Role(String events) {
      this.events = events;
    }
  }

  private final Role role;
  private final AmiSettings settings;
  private final Consumer<AmiMessage> events;
  private final Meters meters;
  private final Socket socket = new Socket();
  private final Exchanges exchanges = new Exchanges();
  private final Outbox outbox;
  private final CompletableFuture<String> greeting = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Thread reader;
  private final Thread writer;
  private final Thread heartbeat;

  /// @param events takes, on the reader thread and without waiting, what no caller waits for
  Session(Role role, AmiSettings settings, Consumer<AmiMessage> events, Meters meters) {
    this.role = role;
    this.settings = settings;
    this.events = events;
    this.meters = meters;
    this.outbox = new Outbox(settings.limits().outgoing(), meters);
    this.reader = thread("reader", this::read);
    this.writer = thread("writer", this::write);
    this.heartbeat = thread("heartbeat", new Heartbeat(this, settings.timeouts().ping(), meters));
  }

  private Thread thread(String task, Runnable work) {
    return Thread.ofVirtual().name("ami-" + role.word + "-" + task).unstarted(work);
  }

  /// Connects, hears the greeting and logs in.
  void open() throws IOException, InterruptedException {
    var login = settings.login();
    connect(new InetSocketAddress(login.host(), login.port()));
    reader.start();
    awaitGreeting();
    writer.start();
    var reply =
        send(
            AmiAction.of("Login")
                .with("Username", login.user())
                .with("Secret", login.secret())
                .with("Events", role.events));
    if (reply instanceof AmiReply.Failure(var text, _)) {
      throw new LoginRefusedException(login.user(), text);
    }
    heartbeat.start();
  }

  private void connect(InetSocketAddress address) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Math.toIntExact(settings.timeouts().connect().toMillis()));
    } catch (IOException unreachable) {
      throw new IOException("Asterisk cannot be reached: " + unreachable.getMessage(), unreachable);
    }
  }

  private void awaitGreeting() throws IOException, InterruptedException {
    var patience = settings.timeouts().connect();
    try {
      var line = greeting.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (!line.contains("Call Manager")) {
        throw new IOException("What answers is no Asterisk Manager Interface.");
      }
    } catch (TimeoutException silent) {
      throw new IOException("No greeting came within " + seconds(patience) + ".", silent);
    } catch (ExecutionException over) {
      throw new IOException("The connection ended before a greeting came.", over);
    }
  }

  AmiReply send(AmiAction action) {
    return exchange(action, new Exchange.OfReply(), settings.timeouts().reply());
  }

  /// As [#send], but ahead of everything that is waiting.
  AmiReply sendUrgently(AmiAction action) {
    var id = exchanges.nextId();
    var exchange = new Exchange.OfReply();
    exchanges.add(id, exchange);
    outbox.offerUrgently(action.encode(id), exchange);
    return await(action, id, exchange, settings.timeouts().reply());
  }

  List<AmiMessage> list(AmiAction action, AmiList rule) {
    var exchange = new Exchange.OfList(action.name(), rule);
    return exchange(action, exchange, settings.timeouts().list());
  }

  private <T> T exchange(AmiAction action, Exchange<T> exchange, Duration patience) {
    var given = action.actionId();
    var id = given == null ? exchanges.nextId() : given;
    exchanges.add(id, exchange);
    if (!outbox.offer(action.encode(id), exchange)) {
      exchange.abandon("Too many actions are waiting to be sent to Asterisk.");
    }
    return await(action, id, exchange, patience);
  }

  /// Waits, and in any case removes the exchange.
  private <T> T await(AmiAction action, String id, Exchange<T> exchange, Duration patience) {
    try {
      if (ended.isDone()) {
        exchange.abandon(ended.join());
      }
      return exchange.await(patience);
    } catch (TimeoutException late) {
      meters.timeout();
      throw exchange.abandon(
          "Asterisk did not answer " + action.name() + " within " + seconds(patience) + ".");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw exchange.abandon("Interrupted while waiting for an answer to " + action.name() + ".");
    } finally {
      exchanges.remove(id, exchange);
    }
  }

  Role role() {
    return role;
  }

  /// Completed with a sentence when the session is over.
  CompletableFuture<String> ended() {
    return ended;
  }

  int outgoing() {
    return outbox.size();
  }

  int unanswered() {
    return exchanges.size();
  }

  private void read() {
    try {
      var packets = new PacketReader(socket.getInputStream(), settings.limits().packetBytes());
      var line = packets.readGreeting();
      if (line != null) {
        greeting.complete(line);
        for (var next = packets.readMessage(); next != null; next = packets.readMessage()) {
          dispatch(next);
        }
      }
      end("Asterisk closed the " + role.word + " session.");
    } catch (IOException | RuntimeException broken) {
      end("The " + role.word + " session broke: " + broken.getMessage() + ".");
    }
  }

  private void dispatch(AmiMessage message) {
    if (exchanges.deliver(message)) {
      return;
    }
    if (message.isEvent()) {
      events.accept(message);
    } else {
      LOG.debug("Nobody waits any more for {}.", message);
    }
  }

  private void write() {
    try {
      outbox.writeTo(socket.getOutputStream());
    } catch (IOException broken) {
      end("The " + role.word + " session broke: " + broken.getMessage() + ".");
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the session without waiting for its threads; only the first reason counts.
  void end(String reason) {
    if (ended.complete(reason)) {
      greeting.completeExceptionally(new IOException(reason));
      try {
        socket.close();
      } catch (IOException ignored) {
        LOG.trace("Closing a socket that is broken already.", ignored);
      }
      exchanges.abandonAll(reason);
    }
  }

  @Override
  public void close() {
    end("The link to Asterisk was closed.");
    writer.interrupt();
    Threads.awaitEnd(reader, writer, heartbeat);
  }

  private static String seconds(Duration patience) {
    return patience.toMillis() / 1000.0 + " s";
  }
}
