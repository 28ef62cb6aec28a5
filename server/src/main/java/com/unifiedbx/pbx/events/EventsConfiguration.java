package com.unifiedbx.pbx.events;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Settings and metrics of the streams.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventsProperties.class)
class EventsConfiguration {

  @Bean
  RecentEvents recentEvents() {
    return new RecentEvents();
  }

  /// `pbx.events.*`: who reads, and who is behind.
  @Bean
  MeterBinder eventMeters(EventReaders readers, RecentEvents recent, EventTail tail, Clock clock) {
    return registry -> {
      Gauge.builder("pbx.events.readers", readers, EventReaders::count)
          .description("Open streams and subscriptions")
          .register(registry);
      Gauge.builder("pbx.events.lag", () -> lag(readers, recent, clock).toMillis() / 1000.0)
          .description("Age of the oldest event that a reader has still to get")
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder("pbx.events.listening", tail, t -> t.isListening() ? 1 : 0)
          .description("1 while the database tells of new events")
          .register(registry);
      FunctionCounter.builder("pbx.events.told", tail, EventTail::told)
          .description("Events of the log that this node has seen since it started")
          .register(registry);
      FunctionCounter.builder("pbx.events.caught.up", readers, EventReaders::caughtUp)
          .description("Events that readers fetched from the log, being behind")
          .register(registry);
    };
  }

  private static Duration lag(EventReaders readers, RecentEvents recent, Clock clock) {
    var head = recent.head();
    var slowest = readers.slowestPosition(head);
    return slowest >= head ? Duration.ZERO : EventRepository.age(slowest, clock.instant());
  }
}
