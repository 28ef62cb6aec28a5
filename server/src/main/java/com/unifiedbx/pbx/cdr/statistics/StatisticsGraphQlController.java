package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import graphql.schema.DataFetchingEnvironment;
import java.util.stream.Collectors;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// `fetchCdrStatistics`, with the arguments of `GET /cdr/statistics`.
@Controller
class StatisticsGraphQlController {

  private final CdrStatistics statistics;

  StatisticsGraphQlController(CdrStatistics statistics) {
    this.statistics = statistics;
  }

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  Statistics fetchCdrStatistics(DataFetchingEnvironment environment) {
    var given =
        environment.getArguments().entrySet().stream()
            .filter(argument -> argument.getValue() != null)
            .collect(Collectors.toMap(a -> a.getKey(), a -> a.getValue().toString()));
    return statistics.of(given);
  }
}
