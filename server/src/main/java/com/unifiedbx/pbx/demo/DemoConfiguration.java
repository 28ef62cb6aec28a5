package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.routing.Trunks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Adds the demonstration to the start of an instance; an application without one has none.
@Configuration(proxyBeanMethods = false)
class DemoConfiguration {

  @Bean
  ApplicationRunner demo(
      @Value("${pbx.demo:#{null}}") @Nullable Boolean wanted,
      ObjectProvider<Instance> instance,
      Extensions extensions,
      Trunks trunks,
      Applications applications,
      Realtime realtime) {
    return _ ->
        instance.ifAvailable(present -> {
          if (Boolean.TRUE.equals(wanted)) {
            present.atEnd(
                new Demo(
                    present,
                    new DemoExtensions(extensions, present.directory()),
                    new DemoCarrier(trunks),
                    new DemoPhones(present, realtime),
                    new DemoApplication(applications)));
          } else if (wanted != null) {
            present.atEnd(_ -> present.endLeftover(DemoPhones.NAME));
          }
        });
  }
}
