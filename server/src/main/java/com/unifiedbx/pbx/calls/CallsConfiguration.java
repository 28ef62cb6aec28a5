package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Reachability;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Puts together what has no annotations of its own, so that tests can do the same by hand.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallsProperties.class)
class CallsConfiguration {

  @Bean
  CallStore callStore(
      JdbcClient jdbc, TransactionOperations transactions, ApplicationEventPublisher publisher) {
    return new CallStore(jdbc, transactions, publisher);
  }

  @Bean
  LiveCalls liveCalls(Asterisk asterisk, CallStore store, CallsProperties properties) {
    return new LiveCalls(asterisk, store, properties, InstantSource.system());
  }

  @Bean
  Calls calls(
      Asterisk asterisk,
      ObjectProvider<KnownExtensions> extensions,
      LiveCalls live,
      CallStore store,
      CallsProperties properties) {
    var known = extensions.getIfAvailable(() -> number -> isEndpoint(asterisk, number));
    var preflight = new Preflight(asterisk, known, properties);
    return new Calls(asterisk, preflight, live, store, InstantSource.system());
  }

  @Bean
  IdempotentAnswers idempotentAnswers(JdbcClient jdbc, CallsProperties properties) {
    return new IdempotentAnswers(jdbc, properties.idempotencyPeriod(), InstantSource.system());
  }

  private static boolean isEndpoint(Asterisk asterisk, String number) {
    return !(asterisk.reachability(number) instanceof Reachability.Unknown);
  }
}
