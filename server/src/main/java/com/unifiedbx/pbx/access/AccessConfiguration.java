package com.unifiedbx.pbx.access;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Controller;

/// Puts the check of [RequiresScope] around every method of a controller that carries it. Only
/// controllers are looked through: each bean more costs every start.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor requiresScope() {
    return new DefaultPointcutAdvisor(
        new AnnotationMatchingPointcut(Controller.class, RequiresScope.class, true), check());
  }

  private static MethodInterceptor check() {
    // Looked up once per method, not once per call.
    var scopes = new ConcurrentHashMap<Method, Scope>();
    return invocation -> {
      Caller.current()
          .demand(scopes.computeIfAbsent(invocation.getMethod(), AccessConfiguration::required));
      return invocation.proceed();
    };
  }

  private static Scope required(Method method) {
    var required = AnnotationUtils.getAnnotation(method, RequiresScope.class);
    return Objects.requireNonNull(required, "the pointcut selects methods that carry it").value();
  }
}
