package com.unifiedbx.pbx.audit;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

  @Bean
  AuditEntries auditEntries(Clock clock) {
    return new AuditEntries(clock);
  }

  @Bean
  AuditLog auditLog(
      DataSource dataSource,
      AuditProperties properties,
      TransactionTemplate transaction,
      AuditEntries entries) {
    var repository = new AuditRepository(dataSource);
    var head = new ChainHead(properties.head());
    var chain = new AuditChain(repository, new ChainKey(properties.key()), head);
    return new AuditLog(repository, chain, transaction, entries);
  }

  @Bean
  AuditQueue auditQueue(AuditLog audit, AuditEntries entries) {
    return new AuditQueue(audit, entries);
  }

  @Bean
  AuditTrail auditTrail(AuditLog audit, AuditQueue queue, AuditEntries entries) {
    return new AuditTrail(audit, queue, entries);
  }

  /// Outside of the check of the scope, so that whoever lacks it is on record, too.
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor auditsActions(ObjectProvider<AuditTrail> trail) {
    var advisor = new DefaultPointcutAdvisor(new ActionAudit.Changing(), new ActionAudit(trail));
    advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return advisor;
  }
}
