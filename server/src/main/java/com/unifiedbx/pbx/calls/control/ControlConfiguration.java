package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together what has no annotations of its own.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PromptProperties.class)
class ControlConfiguration {

  @Bean
  CallCommands callCommands(
      Asterisk asterisk,
      Channels channels,
      Tracking tracking,
      PromptProperties prompts,
      CommandLog log) {
    return new CallCommands(asterisk, channels, tracking, prompts, log, InstantSource.system());
  }
}
