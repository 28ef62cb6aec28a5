package com.unifiedbx.pbx.ratelimit;

import com.unifiedbx.pbx.access.Caller;
import java.time.Clock;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.stereotype.Controller;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

  @Bean
  RateLimits rateLimits(RateLimitProperties properties, DataSource dataSource, Clock clock) {
    var shared = properties.shared() ? new DatabaseBuckets(dataSource) : null;
    return new RateLimits(shared, new MemoryBuckets(), clock);
  }

  /// Puts the check of [Originates] around every method of a controller that carries it.
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor originates(
      ObjectProvider<RateLimits> limits, ObjectProvider<RateLimitProperties> properties) {
    return new DefaultPointcutAdvisor(
        new AnnotationMatchingPointcut(Controller.class, Originates.class, true),
        (MethodInterceptor)
            invocation -> {
              demand(limits.getObject(), properties.getObject());
              return invocation.proceed();
            });
  }

  private static void demand(RateLimits limits, RateLimitProperties properties) {
    var caller = Caller.current();
    if (!properties.applications() || caller.terms().rate() == null) {
      return;
    }
    var rate = properties.originate();
    var limit = Limit.perSecond("originate", rate.perSecond(), rate.burst());
    var charge = limits.charge(limit, caller.applicationId());
    if (!charge.allowed()) {
      throw charge
          .refusal("Too many calls at once: set them up more slowly, or wait as Retry-After says.")
          .asException();
    }
  }
}
