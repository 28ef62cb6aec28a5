package com.unifiedbx.pbx.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Drops the hours of the log that are older than the retention, and makes the coming ones.
@Component
class EventRetention {

  private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);

  private final EventRepository log;
  private final EventsProperties properties;
  private final Clock clock;
  private volatile Instant turnedAt;

  EventRetention(EventRepository log, EventsProperties properties, Clock clock) {
    this.log = log;
    this.properties = properties;
    this.clock = clock;
    this.turnedAt = clock.instant();
  }

  /// How long ago that was done last; it is tried every five minutes.
  Duration sinceTurn() {
    return Duration.between(turnedAt, clock.instant());
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT0S")
  void turn() {
    try {
      var now = clock.instant();
      var dropped = log.turn(now.minus(properties.retention()));
      turnedAt = now;
      if (dropped > 0) {
        LOG.debug("Forgot {} hours of events", dropped);
      }
    } catch (DataAccessException later) {
      LOG.warn(
          "The event log could not be turned over, next try in 5 minutes: {}", later.getMessage());
    }
  }
}
