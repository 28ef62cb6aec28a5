package com.unifiedbx.pbx.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// `POST /bench/bare?size=N` in the product's own Tomcat, without Spring and without its filters:
/// the least that an answer can cost on the same connector, threads and TLS.
///
/// Only there when `bench` asked for it with [#PROPERTY]; it says nothing about anyone.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(BareHandlerConfiguration.PROPERTY)
class BareHandlerConfiguration {

  static final String PROPERTY = "pbx.bench.bare";

  private static final int LARGEST = 1_000_000;

  @Bean
  ApplicationListener<ServletWebServerInitializedEvent> bareHandler() {
    return event -> {
      if (event.getWebServer() instanceof TomcatWebServer server) {
        // A context of its own, because filters of the application's context hold for all paths.
        var context = server.getTomcat().addContext("/bench", null);
        Tomcat.addServlet(context, "bare", new Bare());
        context.addServletMapping("/bare", "bare");
      }
    };
  }

  /// Reads the body as every handler must, then sends as many bytes as asked for.
  private static final class Bare extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Map<Integer, byte[]> bodies = new ConcurrentHashMap<>();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      var size = Math.clamp(Integer.parseInt(request.getParameter("size")), 1, LARGEST);
      var body = bodies.computeIfAbsent(size, Bare::body);
      response.setContentType("application/json");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }

    private static byte[] body(int size) {
      var body = new byte[size];
      Arrays.fill(body, (byte) 'x');
      return body;
    }
  }
}
