package com.unifiedbx.pbx.events;

import java.time.Clock;
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

  EventRetention(EventRepository log, EventsProperties properties, Clock clock) {
    this.log = log;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT0S")
  void turn() {
    try {
      var dropped = log.turn(clock.instant().minus(properties.retention()));
      if (dropped > 0) {
        LOG.debug("Forgot {} hours of events", dropped);
      }
    } catch (DataAccessException later) {
      LOG.info(
          "The event log could not be turned over, next try in 5 minutes: {}", later.getMessage());
    }
  }
}
