package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells of what was observed, behind Asterisk's events: their thread never waits for the database.
///
/// In order, and each once: what was told last is in the database, and changes in the transaction
/// that publishes the event.
@Component
class PresenceWriter implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(PresenceWriter.class);
  private static final long RETRY_MILLIS = 500;

  private final Observations observed;
  private final Presence presence;
  private final PresenceRepository told;
  private final KnownExtensions known;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private volatile @Nullable Thread thread;

  PresenceWriter(
      Observations observed,
      Presence presence,
      PresenceRepository told,
      KnownExtensions known,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.observed = observed;
    this.presence = presence;
    this.told = told;
    this.known = known;
    this.transaction = transaction;
    this.events = events;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        tellUntilTold(observed.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellUntilTold(Observation observation) throws InterruptedException {
    while (true) {
      try {
        tell(observation);
        return;
      } catch (DataAccessException | TransactionException away) {
        LOG.warn("The state of extensions can't be told yet: {}", away.getMessage());
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /// The status is put together before the transaction, for Asterisk may have to be asked.
  private void tell(Observation observation) {
    if (!known.isKnown(observation.extension())) {
      return;
    }
    var event =
        switch (observation) {
          case Observation.State(var extension, var state, var at) ->
              new PresenceEvent("extension.state", at, presence.snapshot(extension, state));
          case Observation.Registered(var extension, var registered, var at) ->
              new PresenceEvent(
                  registered ? "extension.registered" : "extension.unregistered",
                  at,
                  presence.snapshot(extension, null));
        };
    transaction.executeWithoutResult(status -> {
      if (isNews(observation)) {
        events.publishEvent(event);
      }
    });
  }

  private boolean isNews(Observation observation) {
    return switch (observation) {
      case Observation.State(var extension, DeviceState state, var at) ->
          told.tellState(extension, state, at);
      case Observation.Registered(var extension, var registered, var at) ->
          told.tellRegistered(extension, registered, at);
    };
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("presence-writer").start(this::run);
  }

  /// What is not told yet is told by the next start, which compares with Asterisk's lists.
  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
