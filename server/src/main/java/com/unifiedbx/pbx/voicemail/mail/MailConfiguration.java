package com.unifiedbx.pbx.voicemail.mail;

import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.voicemail.Voicemail;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// Sends notices where there is a mail server to send them to.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("pbx.voicemail.mail.host")
@EnableConfigurationProperties(MailProperties.class)
class MailConfiguration {

  @Bean
  MailLoop voicemailMailLoop(
      MailRepository repository,
      Extensions extensions,
      Voicemail voicemail,
      MailProperties properties,
      MeterRegistry meters) {
    var postman =
        new Postman(extensions, voicemail, repository, sender(properties), properties.from());
    return new MailLoop(repository, postman, properties, Clock.systemUTC(), meters);
  }

  @Bean
  MailQueue voicemailMailQueue(Extensions extensions, MailRepository repository, MailLoop loop) {
    return new MailQueue(extensions, repository, loop);
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
