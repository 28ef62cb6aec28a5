package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.recordings.Recordings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Builds what has settings; the import only where there is a journal to import.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CdrProperties.class)
@Import(CdrConfiguration.JournalImport.class)
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
  CdrImport.Surroundings cdrImportSurroundings(
      CdrStore store,
      TransactionTemplate transactions,
      ApplicationEventPublisher events,
      Recordings recordings,
      ImportProgress progress) {
    return new CdrImport.Surroundings(
        store, transactions, events, recordings, progress, _ -> {}, Clock.systemUTC());
  }

  /// Whether there is a journal is known at the start, not when the application is built.
  static final class JournalImport implements BeanRegistrar {

    @Override
    public void register(BeanRegistry beans, Environment environment) {
      if (environment.containsProperty("pbx.cdr.journal")) {
        beans.registerBean(
            "cdrImportLoop",
            CdrImportLoop.class,
            bean -> bean.supplier(CdrConfiguration::cdrImportLoop));
      }
    }
  }

  private static CdrImportLoop cdrImportLoop(BeanRegistry.SupplierContext beans) {
    var properties = beans.bean(CdrProperties.class);
    var work = new CdrImport(properties, beans.bean(CdrImport.Surroundings.class));
    return new CdrImportLoop(work, properties, beans.bean(ImportProgress.class));
  }
}
