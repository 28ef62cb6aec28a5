package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Settings and metrics of the link.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AsteriskProperties.class)
class AsteriskConfiguration {

  /// `pbx.ami.*`: what the health page can't show over time.
  @Bean
  MeterBinder amiMeters(AmiLink link) {
    return registry -> {
      Gauge.builder("pbx.ami.up", link, of(status -> status.connected() ? 1 : 0))
          .description("1 while the link to Asterisk is up")
          .register(registry);
      Gauge.builder("pbx.ami.queue", link, of(status -> status.load().events()))
          .description("Events that wait to be handled")
          .register(registry);
      Gauge.builder("pbx.ami.unanswered", link, of(status -> status.load().unanswered()))
          .description("Commands that wait for their answer")
          .register(registry);
      Gauge.builder("pbx.ami.round.trip", link, of(status -> seconds(status.load().roundTrip())))
          .description("Time of the last ping")
          .baseUnit("seconds")
          .register(registry);
      counter("pbx.ami.reconnects", link, status -> status.counters().reconnects())
          .register(registry);
      counter("pbx.ami.sent", link, status -> status.counters().sent()).register(registry);
      counter("pbx.ami.events", link, status -> status.counters().events()).register(registry);
      counter("pbx.ami.timeouts", link, status -> status.counters().timeouts()).register(registry);
      counter("pbx.ami.overflows", link, status -> status.counters().overflows())
          .register(registry);
    };
  }

  private static FunctionCounter.Builder<AmiLink> counter(
      String name, AmiLink link, ToDoubleFunction<AmiStatus> value) {
    return FunctionCounter.builder(name, link, of(value));
  }

  private static ToDoubleFunction<AmiLink> of(ToDoubleFunction<AmiStatus> value) {
    return link -> {
      var status = link.status();
      return status == null ? 0 : value.applyAsDouble(status);
    };
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
