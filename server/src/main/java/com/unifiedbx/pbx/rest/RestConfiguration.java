package com.unifiedbx.pbx.rest;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What happens to every operation of the API before it runs.
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebMvcConfigurer {

  private static final int SMALLEST_FRAME = 64;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheContainer() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemValve.class.getName());
          }
        });
  }

  /// A connection with TLS has four buffers of 17 KB for as long as it is open: off the heap, which
  /// a thousand open streams would fill otherwise, and where the system reads and writes them as
  /// they are.
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> buffersOffTheHeap() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setProperty("socket.directBuffer", "true");
          connector.setProperty("socket.directSslBuffer", "true");
        });
  }

  /// Several large bodies at once share one window, and what is left of it for each may be small.
  /// Tomcat takes frames of less than a kilobyte for an attack and cuts the connection; tiny ones
  /// still are one.
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallFramesAreNoAttack() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          for (var protocol : connector.findUpgradeProtocols()) {
            if (protocol instanceof Http2Protocol http2) {
              http2.setOverheadDataThreshold(SMALLEST_FRAME);
            }
          }
        });
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new QueryNames()).addPathPatterns("/admin/api/api/**");
  }
}
