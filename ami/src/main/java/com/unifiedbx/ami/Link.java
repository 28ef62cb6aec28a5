package com.unifiedbx.ami;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A command session and an event session that live and end together.
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final AmiSettings settings;
  private final EventFeed feed;
  private final Meters meters;
  private final CompletableFuture<AmiMessage> booted = new CompletableFuture<>();
  private final Session command;
  private final Session events;

  Link(AmiSettings settings, EventFeed feed, Meters meters) {
    this.settings = settings;
    this.feed = feed;
    this.meters = meters;
    this.command = new Session(Session.Role.COMMAND, settings, Link::ignore, meters);
    this.events = new Session(Session.Role.EVENT, settings, this::onEvent, meters);
  }

  /// Logs in twice and waits until Asterisk is fully booted; answers with `FullyBooted`.
  ///
  /// The filters come last, because one that only includes would keep `FullyBooted` away.
  AmiMessage open() throws IOException, InterruptedException {
    command.open();
    events.open();
    var fullyBooted = awaitFullyBooted();
    for (var filter : settings.filters()) {
      if (events.send(filter.action()) instanceof AmiReply.Failure(var text, _)) {
        LOG.warn("Asterisk refuses the event filter {}: {}", filter, text);
      }
    }
    return fullyBooted;
  }

  private AmiMessage awaitFullyBooted() throws IOException, InterruptedException {
    var _ = anyEnd().thenAccept(reason -> booted.completeExceptionally(new IOException(reason)));
    try {
      return booted.get(settings.timeouts().boot().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          "Asterisk did not report FullyBooted; does its user have the read class system?", late);
    } catch (ExecutionException ended) {
      throw new IOException("The link was lost while Asterisk was booting.", ended);
    }
  }

  /// Waits for the end and says why it came.
  String awaitEnd() throws InterruptedException {
    try {
      return anyEnd().get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CompletableFuture<String> anyEnd() {
    return command.ended().applyToEither(events.ended(), reason -> reason);
  }

  AmiReply send(AmiAction action) {
    return command.send(action);
  }

  List<AmiMessage> list(AmiAction action, AmiList rule) {
    return command.list(action, rule);
  }

  /// Which Asterisk this is, if it cares to tell.
  @Nullable String asteriskVersion() {
    return send(AmiAction.of("CoreSettings")).message().get("AsteriskVersion");
  }

  int outgoing() {
    return command.outgoing();
  }

  int unanswered() {
    return command.unanswered();
  }

  private void onEvent(AmiMessage event) {
    meters.event();
    if (event.name().equals("FullyBooted")) {
      booted.complete(event);
    }
    feed.event(event);
  }

  /// The command session has its events off; what still comes belongs to lists given up on.
  private static void ignore(AmiMessage event) {
    LOG.trace("Left over: {}", event);
  }

  @Override
  public void close() {
    command.close();
    events.close();
  }
}
