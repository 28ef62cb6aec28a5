package com.unifiedbx.pbx.cdr.export.jobs;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what has settings.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportJobsProperties.class)
class ExportJobsConfiguration {

  @Bean
  DownloadLinks downloadLinks(ExportJobsProperties properties, Clock clock) {
    return new DownloadLinks(properties.key(), clock);
  }

  @Bean
  ExportFiles exportFiles(ExportJobsProperties properties) {
    return new ExportFiles(
        properties.directory(), properties.space().toBytes(), properties.reserve().toBytes());
  }
}
