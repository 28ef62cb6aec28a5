package com.unifiedbx.pbx;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;

/// The server.
@SpringBootApplication(proxyBeanMethods = false)
@Modulithic(systemName = "UnifiedBX PBX API", sharedModules = "kernel")
public class PbxApi {

  public static void main(String[] args) {
    SpringApplication.run(PbxApi.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
