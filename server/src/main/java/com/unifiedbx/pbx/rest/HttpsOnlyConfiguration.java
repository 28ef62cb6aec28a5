package com.unifiedbx.pbx.rest;

import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.net.TLSClientHelloExtractor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What somebody reads who speaks plain HTTP to the HTTPS port.
@Configuration(proxyBeanMethods = false)
class HttpsOnlyConfiguration {

  private static final String TEXT = "This port speaks HTTPS only: use https:// in the address.\n";

  private static final String ANSWER =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: "
          + TEXT.length()
          + "\r\nConnection: close\r\n\r\n"
          + TEXT;

  /// Tomcat keeps its own words for this in a static field.
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainHttpAnswer() {
    return factory ->
        TLSClientHelloExtractor.USE_TLS_RESPONSE = ANSWER.getBytes(StandardCharsets.UTF_8);
  }
}
