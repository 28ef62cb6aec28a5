package com.unifiedbx.pbx.admin;

import com.unifiedbx.pbx.admin.users.AdminUsers;
import com.unifiedbx.pbx.admin.users.FirstPassword;
import com.unifiedbx.pbx.instance.Instance;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the first administrator at the first start.
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

  @Bean
  AdminUsers adminUsers(DataSource dataSource) {
    return new AdminUsers(dataSource);
  }

  @Bean
  SmartLifecycle firstAdministrator(AdminUsers users, ObjectProvider<Instance> instance) {
    return new SmartLifecycle() {

      private volatile boolean running;

      @Override
      public void start() {
        running = true;
        instance.ifAvailable(present -> {
          if (!users.hasAny()) {
            FirstPassword.of(present.directory()).write(users.reset());
          }
        });
      }

      @Override
      public void stop() {
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }
}
