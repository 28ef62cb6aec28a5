package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.rest.Described;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /cdr/statistics`.
@RestController
class StatisticsRestController {

  private final CdrStatistics statistics;

  StatisticsRestController(CdrStatistics statistics) {
    this.statistics = statistics;
  }

  @Described(
      value = "Counts calls and times, all in one or by day, hour, extension and so on.",
      query = {"from", "to", "extension", "direction", "disposition", "groupBy", "timeZone"})
  @GetMapping("/admin/api/api/cdr/statistics")
  @RequiresScope(Scope.CDR_READ)
  Statistics get(@RequestParam Map<String, String> parameters) {
    return statistics.of(parameters);
  }
}
