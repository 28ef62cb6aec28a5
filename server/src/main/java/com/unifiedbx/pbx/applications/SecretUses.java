package com.unifiedbx.pbx.applications;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/// When and from where secrets were used: gathered here and written every two seconds, so that no
/// token request waits for it. A kill of the process loses the last two seconds. Threads: any.
class SecretUses implements DisposableBean {

  /// Uses of a secret from one address since they were last written.
  record Use(long secretId, String address, Instant first, Instant last, long count) {

    Use and(Use later) {
      return new Use(secretId, address, first, later.last, count + later.count);
    }
  }

  private record Key(long secretId, String address) {}

  private static final Logger log = LoggerFactory.getLogger(SecretUses.class);

  /// More places than that in two seconds are no integration but a flood.
  private static final int MOST = 10_000;

  private final ConcurrentMap<Key, Use> unwritten = new ConcurrentHashMap<>();
  private final SecretRepository repository;
  private final Clock clock;

  SecretUses(SecretRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  void add(long secretId, String address) {
    if (unwritten.size() < MOST) {
      var now = clock.instant();
      unwritten.merge(
          new Key(secretId, address), new Use(secretId, address, now, now, 1), Use::and);
    }
  }

  /// Writes what has been gathered. What can't be written now is written with the next.
  @Scheduled(fixedDelayString = "PT2S")
  synchronized void write() {
    var taken = new ArrayList<Use>();
    for (var key : unwritten.keySet()) {
      var use = unwritten.remove(key);
      if (use != null) {
        taken.add(use);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      repository.addUses(taken);
    } catch (DataAccessException e) {
      log.warn("The use of {} secrets waits for the database: {}", taken.size(), e.getMessage());
      for (var use : taken) {
        unwritten.merge(
            new Key(use.secretId(), use.address()), use, (later, earlier) -> earlier.and(later));
      }
    }
  }

  @Override
  public void destroy() {
    write();
  }
}
