package com.unifiedbx.pbx.extensions;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells the other rooms what changed; inside the transaction of the change.
@Component
class ChangeNews {

  private final ApplicationEventPublisher events;
  private final Clock clock;

  ChangeNews(ApplicationEventPublisher events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /// Its SIP secret was replaced.
  void tellOfSecret(Extension before, Extension after) {
    events.publishEvent(ExtensionChanged.of(before, after, clock.instant()).bySecret());
  }

  void tell(@Nullable Extension before, @Nullable Extension after) {
    events.publishEvent(ExtensionChanged.of(before, after, clock.instant()));
  }
}
