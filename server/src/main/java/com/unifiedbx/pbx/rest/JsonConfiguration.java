package com.unifiedbx.pbx.rest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// How values look in JSON.
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  @Bean
  JacksonModule jsonShapes() {
    return new SimpleModule("pbx").addSerializer(Instant.class, new MillisecondTime());
  }

  /// ISO 8601, UTC, always three digits of milliseconds, so that texts sort as times do.
  private static final class MillisecondTime extends StdSerializer<Instant> {

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    MillisecondTime() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(FORMAT.format(time));
    }
  }
}
