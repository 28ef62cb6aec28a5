package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.rest.Described;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Metrics in Prometheus' text format.
@RestController
class MetricsRestController {

  private final PrometheusMeterRegistry registry;

  MetricsRestController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Described("The metrics, for Prometheus.")
  @GetMapping("/admin/api/api/metrics")
  @RequiresScope(Scope.METRICS_READ)
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .body(registry.scrape());
  }
}
