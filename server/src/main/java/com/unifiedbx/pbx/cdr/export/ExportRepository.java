package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrWhere;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Records for exports, with the columns of [Column].
@Repository
class ExportRepository {

  private final JdbcClient jdbc;

  ExportRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Newest first, behind `after` if given; at most `limit`. The newest are asked for by
  /// themselves: a portion is nearly always full with them, and few partitions hold them.
  void read(CdrFilter filter, @Nullable CdrKey after, int limit, RowCallbackHandler row) {
    var newest = filter.newest(after, Instant.now());
    if (newest == null) {
      readAll(filter, after, limit, row);
      return;
    }
    var found = readAll(newest, after, limit, row);
    if (found < limit) {
      readAll(filter.between(filter.from(), newest.from()), null, limit - found, row);
    }
  }

  private int readAll(CdrFilter filter, @Nullable CdrKey after, int limit, RowCallbackHandler row) {
    var where = CdrWhere.butExtension(filter);
    where.behind(after);
    var found = new int[1];
    jdbc.sql(where.select(Column.select(), filter.extension() != null, CdrOrder.NEWEST))
        .params(where.values())
        .param("extension", filter.extension())
        .param("limit", limit)
        .query(each -> {
          found[0]++;
          row.processRow(each);
        });
    return found[0];
  }
}
