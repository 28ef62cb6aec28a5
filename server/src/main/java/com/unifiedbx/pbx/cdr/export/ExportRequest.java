package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which records are exported.
///
/// @param after those behind this one, in an export that goes on
public record ExportRequest(CdrFilter filter, @Nullable CdrKey after) {

  /// Filters and `cursor`; refuses all else.
  static ExportRequest of(Map<String, String> parameters) {
    var given = new LinkedHashMap<>(parameters);
    var after = CdrOrder.Position.of(given.remove("cursor"), CdrOrder.NEWEST);
    return new ExportRequest(CdrQuery.filter(given), after == null ? null : after.key());
  }
}
