package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.signals.Signals;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApplicationsProperties.class)
class ApplicationsConfiguration {

  @Bean
  Applications applications(DataSource dataSource, ApplicationsProperties properties, Clock clock) {
    return Applications.over(dataSource, properties.pepper(), clock);
  }

  @Bean
  Pepper pepper(ApplicationsProperties properties) {
    return new Pepper(properties.pepper());
  }

  @Bean
  AccessSignals accessSignals(Signals signals, ApplicationEventPublisher events) {
    return new AccessSignals(signals, events);
  }

  @Bean
  ApplicationCache applicationCache(Applications applications, AccessSignals signals) {
    return new ApplicationCache(applications, signals);
  }
}
