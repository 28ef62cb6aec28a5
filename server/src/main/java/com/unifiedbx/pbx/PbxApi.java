package com.unifiedbx.pbx;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/// The server.
@SpringBootApplication
@Modulithic(systemName = "UnifiedBX PBX API", sharedModules = "kernel")
public class PbxApi {

  public static void main(String[] args) {
    SpringApplication.run(PbxApi.class, args);
  }
}
