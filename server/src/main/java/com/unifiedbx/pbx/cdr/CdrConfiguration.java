package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.recordings.Recordings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Builds what has settings; the import only where there is a journal to import.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CdrProperties.class)
class CdrConfiguration {

  @Bean
  ImportProgress cdrImportProgress(MeterRegistry meters) {
    return new ImportProgress(meters, Clock.systemUTC());
  }

  @Bean
  Recordings recordings(CdrProperties properties) {
    return new Recordings(properties.recordings());
  }

  @Bean
  CdrMonths cdrMonths(CdrProperties properties, JdbcClient jdbc) {
    return new CdrMonths(jdbc, properties.retention(), Clock.systemUTC());
  }

  @Bean
  @ConditionalOnProperty("pbx.cdr.journal")
  CdrImportLoop cdrImportLoop(
      CdrProperties properties,
      CdrStore store,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events,
      Recordings recordings,
      ImportProgress progress) {
    var around =
        new CdrImport.Surroundings(
            store,
            new TransactionTemplate(transactions),
            events,
            recordings,
            progress,
            _ -> {},
            Clock.systemUTC());
    return new CdrImportLoop(new CdrImport(properties, around), properties, progress);
  }
}
