package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.signals.Signals;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApplicationsProperties.class)
class ApplicationsConfiguration {

  @Bean
  Pepper pepper(ApplicationsProperties properties) {
    return new Pepper(properties.pepper());
  }

  @Bean
  Applications applications(
      DataSource dataSource,
      Pepper pepper,
      Clock clock,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    return new Applications(dataSource, pepper, clock, transaction, events);
  }

  @Bean
  AccessSignals accessSignals(Signals signals, ApplicationEventPublisher events) {
    return new AccessSignals(signals, events);
  }

  @Bean
  SecretUses secretUses(DataSource dataSource, Clock clock) {
    return new SecretUses(new SecretRepository(dataSource), clock);
  }

  @Bean
  ApplicationCache applicationCache(
      Applications applications,
      AccessSignals signals,
      Pepper pepper,
      SecretUses uses,
      Clock clock) {
    return new ApplicationCache(applications, signals, pepper, uses, clock);
  }
}
