package com.unifiedbx.pbx.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Two handlers that do nothing but read the body and answer with N bytes, in the product's own
/// Tomcat (same connector, threads and TLS): a controller, `POST /bare/controller?size=N`, which
/// everyone may call, behind the product's filters; and a servlet without Spring and without those
/// filters, `POST /bench/bare?size=N`, the least that an answer can cost.
///
/// Only there when `bench` asked for them with [#PROPERTY]; they say nothing about anyone.
@Configuration(proxyBeanMethods = false)
class BareHandlerConfiguration {

  static final String PROPERTY = "pbx.bench.bare";

  private static final int LARGEST = 1_000_000;

  @Bean
  ApplicationListener<ServletWebServerInitializedEvent> bareHandlers(
      @Value("${" + PROPERTY + ":false}") boolean wanted) {
    return event -> {
      if (wanted && event.getWebServer() instanceof TomcatWebServer server) {
        // A context of its own, because filters of the application's context hold for all paths.
        var context = server.getTomcat().addContext("/bench", null);
        Tomcat.addServlet(context, "bare", new BareServlet());
        context.addServletMapping("/bare", "bare");
        addController(
            event
                .getApplicationContext()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
      }
    };
  }

  /// Not found by annotation, for whether it is wanted is known at the start only.
  private static void addController(RequestMappingHandlerMapping handlers) {
    var controller = new BareController();
    var method = BareController.class.getDeclaredMethods()[0];
    handlers.registerMapping(
        RequestMappingInfo.paths("/bare/controller")
            .methods(RequestMethod.POST)
            .options(handlers.getBuilderConfiguration())
            .build(),
        controller,
        method);
  }

  /// What is written in Spring and asks nothing of it.
  static final class BareController {

    void answer(InputStream content, @RequestParam int size, HttpServletResponse response)
        throws IOException {
      content.readAllBytes();
      write(response, Math.clamp(size, 1, LARGEST));
    }
  }

  private static final Map<Integer, byte[]> BODIES = new ConcurrentHashMap<>();

  private static void write(HttpServletResponse response, int size) throws IOException {
    var body = BODIES.computeIfAbsent(size, BareHandlerConfiguration::body);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static byte[] body(int size) {
    var body = new byte[size];
    Arrays.fill(body, (byte) 'x');
    return body;
  }

  /// Reads the body as every handler must, then sends as many bytes as asked for.
  private static final class BareServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      write(response, Math.clamp(Integer.parseInt(request.getParameter("size")), 1, LARGEST));
    }
  }
}
