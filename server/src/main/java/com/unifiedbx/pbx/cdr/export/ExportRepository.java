package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrWhere;
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

  /// Newest first, behind `after` if given; at most `limit`.
  void read(CdrFilter filter, @Nullable CdrKey after, int limit, RowCallbackHandler row) {
    var where = CdrWhere.butExtension(filter);
    where.behind(after);
    jdbc.sql(where.select(Column.select(), filter.extension() != null, CdrOrder.NEWEST))
        .params(where.values())
        .param("extension", filter.extension())
        .param("limit", limit)
        .query(row);
  }
}
