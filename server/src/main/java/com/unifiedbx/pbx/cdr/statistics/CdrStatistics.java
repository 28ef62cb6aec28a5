package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.cdr.statistics.Statistics.Figures;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;

/// Statistics of call records.
@Service
class CdrStatistics {

  private static final Figures NONE =
      new Figures(0, 0, 0, Times.of(0, 0, Map.of()), Times.of(0, 0, Map.of()));

  private final StatisticsRepository repository;
  private final Clock clock = Clock.systemUTC();

  CdrStatistics(StatisticsRepository repository) {
    this.repository = repository;
  }

  /// @param given the parameters by name, see [StatisticsQuery]
  Statistics of(Map<String, String> given) {
    var query = StatisticsQuery.of(given, clock.instant());
    var filter = query.filter();
    if (!filter.isCounted()) {
      throw Refusal.badValue("extension", "An extension number has 2 to 8 digits.").asException();
    }
    var by = query.groupBy();
    var total = repository.groups(filter, GroupBy.NOTHING, query.zone());
    return new Statistics(
        Objects.requireNonNull(filter.from()),
        Objects.requireNonNull(filter.to()),
        query.zone().getId(),
        by == GroupBy.NOTHING ? null : by.word(),
        total.isEmpty() ? NONE : total.getFirst().figures(),
        repository.busiestHour(filter),
        by == GroupBy.NOTHING ? List.of() : repository.groups(filter, by, query.zone()));
  }
}
