package com.unifiedbx.ami;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Brings the link up, and up again, until closed. One thread of its own does all the connecting.
final class LinkKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

  private record Phase(AmiStatus.State state, String text, Instant since) {}

  private final AmiSettings settings;
  private final EventFeed feed;
  private final Meters meters;
  private final Backoff backoff;
  private final Thread thread;
  private volatile Phase phase =
      new Phase(AmiStatus.State.CONNECTING, "Connecting to Asterisk.", Instant.now());
  private volatile @Nullable Link current;
  private volatile @Nullable String asteriskVersion;
  private volatile boolean isClosed;

  LinkKeeper(AmiSettings settings, EventFeed feed, Meters meters) {
    this.settings = settings;
    this.feed = feed;
    this.meters = meters;
    this.backoff = new Backoff(settings.retry(), RandomGenerator.getDefault());
    this.thread = Thread.ofVirtual().name("ami-keeper").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// The link that is up.
  Link link() {
    var link = current;
    if (link == null) {
      throw AmiUnavailableException.unsent(phase.text);
    }
    return link;
  }

  AmiStatus status() {
    var link = current;
    var now = phase;
    var load =
        new AmiStatus.Load(
            link == null ? 0 : link.outgoing(),
            link == null ? 0 : link.unanswered(),
            feed.size(),
            meters.roundTrip());
    return new AmiStatus(now.state, now.text, now.since, asteriskVersion, meters.counters(), load);
  }

  private void run() {
    try {
      while (!isClosed) {
        var pause = connectOnce();
        if (!isClosed) {
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// One life of a link, or one failed attempt at it; answers how long to wait before the next.
  private Duration connectOnce() throws InterruptedException {
    try (var link = new Link(settings, feed, meters)) {
      var fullyBooted = link.open();
      asteriskVersion = link.asteriskVersion();
      var start = System.nanoTime();
      up(link, fullyBooted);
      down(link, link.awaitEnd());
      backoff.heldFor(Duration.ofNanos(System.nanoTime() - start));
      return backoff.afterFailure();
    } catch (LoginRefusedException refused) {
      return failed(AmiStatus.State.REFUSED, refused, backoff.afterRefusal());
    } catch (IOException | RuntimeException broken) {
      return failed(AmiStatus.State.CONNECTING, broken, backoff.afterFailure());
    } finally {
      current = null;
    }
  }

  private void up(Link link, AmiMessage fullyBooted) {
    meters.up();
    current = link;
    var version = asteriskVersion;
    enter(
        AmiStatus.State.UP,
        "Connected to Asterisk" + (version == null ? "." : " " + version + "."));
    if (!isClosed) {
      feed.up(fullyBooted);
    }
  }

  /// The link's threads end first, so that no event follows the news that it is down.
  private void down(Link link, String reason) {
    current = null;
    enter(AmiStatus.State.CONNECTING, reason);
    link.close();
    if (!isClosed) {
      feed.down(reason);
    }
  }

  private Duration failed(AmiStatus.State state, Exception why, Duration pause) {
    var reason = why.getMessage();
    var sentence =
        reason == null ? "The link failed." : reason.endsWith(".") ? reason : reason + '.';
    enter(state, sentence + " Trying again in " + pause.toMillis() / 1000.0 + " s.");
    return pause;
  }

  /// The same state with other words keeps its beginning, so that `since` tells how long we are
  /// down.
  private synchronized void enter(AmiStatus.State state, String text) {
    if (phase.state == AmiStatus.State.CLOSED) {
      return;
    }
    LOG.atLevel(state == phase.state ? Level.DEBUG : Level.INFO).log(text);
    phase = new Phase(state, text, state == phase.state ? phase.since : Instant.now());
  }

  @Override
  public void close() {
    enter(AmiStatus.State.CLOSED, "The link to Asterisk was closed.");
    isClosed = true;
    thread.interrupt();
    var link = current;
    if (link != null) {
      link.close();
    }
    Threads.awaitEnd(thread);
  }
}
