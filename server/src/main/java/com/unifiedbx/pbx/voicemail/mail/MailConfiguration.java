package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.voicemail.Voicemail;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// Sends notices where there is a mail server to send them to.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
@Import(MailConfiguration.Notices.class)
class MailConfiguration {

  /// Whether there is a mail server is known at the start, not when the application is built.
  static final class Notices implements BeanRegistrar {

    @Override
    public void register(BeanRegistry beans, Environment environment) {
      if (environment.containsProperty("pbx.voicemail.mail.host")) {
        beans.registerBean(
            "voicemailMailLoop", MailLoop.class, bean -> bean.supplier(MailConfiguration::loop));
        beans.registerBean(
            "voicemailMailQueue", MailQueue.class, bean -> bean.supplier(MailConfiguration::queue));
      }
    }
  }

  private static MailLoop loop(BeanRegistry.SupplierContext beans) {
    var properties = beans.bean(MailProperties.class);
    var repository = beans.bean(MailRepository.class);
    var postman =
        new Postman(
            beans.bean(Extensions.class),
            beans.bean(Voicemail.class),
            repository,
            sender(properties),
            properties.from());
    return new MailLoop(
        repository, postman, properties, Clock.systemUTC(), beans.bean(MeterRegistry.class));
  }

  private static MailQueue queue(BeanRegistry.SupplierContext beans) {
    return new MailQueue(
        beans.bean(Extensions.class), beans.bean(MailRepository.class), beans.bean(MailLoop.class));
  }

  private static JavaMailSenderImpl sender(MailProperties properties) {
    var sender = new JavaMailSenderImpl();
    var tls = properties.security() == MailProperties.Security.TLS;
    var protocol = tls ? "smtps" : "smtp";
    sender.setProtocol(protocol);
    sender.setHost(properties.host());
    sender.setPort(properties.port());
    sender.setUsername(properties.user());
    sender.setPassword(properties.password());
    var timeout = Long.toString(properties.timeout().toMillis());
    var starttls = properties.security() == MailProperties.Security.STARTTLS;
    var session = sender.getJavaMailProperties();
    for (var step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      session.setProperty("mail." + protocol + "." + step, timeout);
    }
    session.setProperty("mail." + protocol + ".auth", String.valueOf(properties.user() != null));
    session.setProperty("mail.smtp.starttls.enable", String.valueOf(starttls));
    session.setProperty("mail.smtp.starttls.required", String.valueOf(starttls));
    session.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
    return sender;
  }
}
