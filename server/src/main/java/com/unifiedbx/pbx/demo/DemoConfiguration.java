package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.routing.Trunks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Adds the demonstration to the start of an instance; an application without one has none.
@Configuration(proxyBeanMethods = false)
class DemoConfiguration {

  @Bean
  @ConditionalOnProperty("pbx.demo")
  ApplicationRunner demo(
      ObjectProvider<Instance> instance,
      Extensions extensions,
      Trunks trunks,
      Applications applications,
      Realtime realtime) {
    return _ ->
        instance.ifAvailable(present ->
            present.atEnd(
                new Demo(
                    present,
                    new DemoExtensions(extensions, present.directory()),
                    new DemoCarrier(trunks),
                    new DemoPhones(present, realtime),
                    new DemoApplication(applications))));
  }

  @Bean
  @ConditionalOnProperty(name = "pbx.demo", havingValue = "false")
  ApplicationRunner noDemo(ObjectProvider<Instance> instance) {
    return _ ->
        instance.ifAvailable(present -> present.atEnd(_ -> present.endLeftover(DemoPhones.NAME)));
  }
}
