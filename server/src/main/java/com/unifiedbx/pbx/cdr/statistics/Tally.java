package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.cdr.CdrFilter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts records without looking at them.
@Component
public class Tally {

  private final JdbcClient jdbc;

  public Tally(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// How many records pass, exactly.
  ///
  /// @param filter one that [CdrFilter#isCounted()]
  public long count(CdrFilter filter) {
    var grains =
        filter.extension() == null
            ? List.of(Grain.MONTH, Grain.DAY, Grain.HOUR)
            : List.of(Grain.MONTH, Grain.DAY);
    var counted = Counted.of(filter, grains);
    return jdbc.sql(
            """
            select coalesce((select sum(records) from pbx.cdr_rollup
                where extension = :number and %s), 0)
              + (select count(*) from pbx.cdr where %s)
            """
                .formatted(counted.rollup(), counted.records()))
        .params(counted.values())
        .query(Long.class)
        .single();
  }
}
