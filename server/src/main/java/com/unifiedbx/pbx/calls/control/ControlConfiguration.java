package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together what has no annotations of its own.
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

  @Bean
  CallControl callControl(Asterisk asterisk, Channels channels, Tracking tracking) {
    return new CallControl(asterisk, channels, tracking, InstantSource.system());
  }

  @Bean
  Consultations consultations(Asterisk asterisk, Channels channels, Tracking tracking) {
    var consultations = new Consultations(asterisk, channels, tracking, InstantSource.system());
    tracking.whenAskedInVain(consultations::cancel);
    return consultations;
  }

  @Bean
  CallRecorder callRecorder(Channels channels) {
    return new CallRecorder(channels);
  }
}
