package com.unifiedbx.pbx.cdr.statistics;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrWhere;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A filter as two conditions: one for rows of the rollup, one for the records at the edges that no
/// row covers. Both are exact together.
///
/// @param rollup for `pbx.cdr_rollup`, without the column `extension`
/// @param records for `pbx.cdr`
/// @param values of both, by name; `number` is the extension asked for, empty for all
record Counted(String rollup, String records, Map<String, Object> values) {

  private static final String NOTHING = "false";

  /// @param grains those that serve, coarse ones first
  static Counted of(CdrFilter filter, List<Grain> grains) {
    var rollup = new ArrayList<String>();
    var records = new ArrayList<String>();
    var where = CdrWhere.of(filter.between(null, null));
    var values = new LinkedHashMap<>(where.values());
    for (var span : Span.of(filter.from(), filter.to(), grains)) {
      var column = span.grain() == null ? "start" : "bucket";
      var condition = new ArrayList<String>();
      if (span.grain() != null) {
        condition.add("grain = '" + span.grain().word() + "'");
      }
      add(condition, column + " >= :", span.from(), values);
      add(condition, column + " < :", span.to(), values);
      var text = condition.isEmpty() ? "true" : String.join(" and ", condition);
      (span.grain() == null ? records : rollup).add("(" + text + ")");
    }
    values.put("number", Objects.requireNonNullElse(filter.extension(), ""));
    return new Counted(
        rollup.isEmpty() ? NOTHING : any(rollup) + outcome(filter),
        records.isEmpty() ? NOTHING : any(records) + " and " + where.text(),
        values);
  }

  private static void add(
      List<String> condition, String text, @Nullable Instant moment, Map<String, Object> values) {
    if (moment != null) {
      var name = "at" + values.size();
      condition.add(text + name);
      values.put(name, moment.atOffset(ZoneOffset.UTC));
    }
  }

  private static String any(List<String> conditions) {
    return "(" + String.join(" or ", conditions) + ")";
  }

  /// The values are in the map already, by the filter of the records.
  private static String outcome(CdrFilter filter) {
    return (filter.disposition() == null ? "" : " and disposition = :disposition")
        + (filter.direction() == null ? "" : " and direction = :direction");
  }
}
