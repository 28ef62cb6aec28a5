package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.MillisecondTime;
import java.time.Instant;
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
    return new SimpleModule("pbx").addSerializer(Instant.class, new InstantSerializer());
  }

  private static final class InstantSerializer extends StdSerializer<Instant> {

    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(MillisecondTime.text(time));
    }
  }
}
