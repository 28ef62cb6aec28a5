package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.access.Bearers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.databind.ObjectMapper;

/// Puts the WebSocket on the path that queries use: a request to upgrade goes there, every other
/// one does not.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionProperties.class)
class SubscriptionConfiguration {

  private static final int BEFORE_CONTROLLERS = -2;

  @Bean
  GraphQlSocket graphQlSocket(
      Subscriptions subscriptions,
      Bearers bearers,
      SubscriptionProperties properties,
      ObjectMapper json,
      TaskScheduler timers) {
    return new GraphQlSocket(subscriptions, bearers, properties, json, timers);
  }

  @Bean
  WebSocketHandlerMapping graphQlSocketMapping(GraphQlSocket socket) {
    var mapping = new WebSocketHandlerMapping();
    mapping.setWebSocketUpgradeMatch(true);
    mapping.setUrlMap(Map.of("/admin/api/api/gql", new WebSocketHttpRequestHandler(socket)));
    mapping.setOrder(BEFORE_CONTROLLERS);
    return mapping;
  }

  @Bean
  MeterBinder socketMeters(GraphQlSocket socket) {
    return registry ->
        Gauge.builder("pbx.subscriptions.sockets", socket, GraphQlSocket::count)
            .description("Open WebSockets of GraphQL subscriptions")
            .register(registry);
  }
}
