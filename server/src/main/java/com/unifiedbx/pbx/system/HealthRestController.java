package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.rest.Described;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health for load balancers and monitors: 200 while calls can be made, 503 otherwise. Open to
/// everyone.
@RestController
class HealthRestController {

  private final HealthCheck check;

  HealthRestController(HealthCheck check) {
    this.check = check;
  }

  @Described("Says whether the API, Asterisk and the database are up; needs no token.")
  @GetMapping("/admin/api/api/health")
  ResponseEntity<Health> health() {
    var health = check.now();
    return ResponseEntity.status(health.isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .body(health);
  }
}
