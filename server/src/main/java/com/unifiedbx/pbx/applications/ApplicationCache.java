package com.unifiedbx.pbx.applications;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/// The applications that called lately, in memory, so that a call costs no query for them. An entry
/// goes the moment the database tells of a change ([AccessChanged]); while it can't tell, every
/// call asks it.
public class ApplicationCache {

  private static final int MOST = 20_000;

  private final Applications applications;
  private final AccessSignals signals;
  private volatile LoadingCache<String, Optional<Application>> cache;

  ApplicationCache(Applications applications, AccessSignals signals) {
    this.applications = applications;
    this.signals = signals;
    this.cache = fresh();
  }

  public @Nullable Application find(String id) {
    return signals.isListening() ? cache.get(id).orElse(null) : applications.find(id);
  }

  @EventListener
  void on(AccessChanged change) {
    switch (change.kind()) {
      case APPLICATION -> cache.invalidate(change.id());
      // A new cache, since invalidateAll leaves alone what is being loaded just now.
      case ANYTHING -> cache = fresh();
      case TOKEN -> {}
    }
  }

  private LoadingCache<String, Optional<Application>> fresh() {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .build(id -> Optional.ofNullable(applications.find(id)));
  }
}
