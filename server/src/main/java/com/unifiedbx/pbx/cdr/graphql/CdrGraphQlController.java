package com.unifiedbx.pbx.cdr.graphql;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.Cdr;
import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.cdr.graphql.CdrNodes.Connection;
import com.unifiedbx.pbx.cdr.graphql.CdrNodes.Edge;
import com.unifiedbx.pbx.cdr.graphql.CdrNodes.Node;
import com.unifiedbx.pbx.cdr.graphql.CdrNodes.PageEnds;
import com.unifiedbx.pbx.kernel.Refusal;
import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// `fetchAllCdrs` and `fetchCdr`, by FreePBX's names, arguments and messages.
@Controller
class CdrGraphQlController {

  private static final int MOST = 20_000;
  private static final int MOST_SKIPPED = 10_000;

  private final Cdrs cdrs;

  CdrGraphQlController(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  Connection fetchAllCdrs(DataFetchingEnvironment environment) {
    var zone = CdrQuery.zone("timeZone", environment.getArgument("timeZone"));
    var filter = filter(environment, zone);
    var order =
        "duration".equals(environment.getArgument("orderby")) ? CdrOrder.LONGEST : CdrOrder.NEWEST;
    int first = between("first", environment.getArgumentOrDefault("first", 5), 1, MOST);
    int skip = between("after", environment.getArgumentOrDefault("after", 0), 0, MOST_SKIPPED);
    String cursor = environment.getArgument("cursor");
    var found = cdrs.list(filter, order, skip + first + 1, cursor);
    var rest = found.subList(Math.min(skip, found.size()), found.size());
    var shown = rest.size() > first ? rest.subList(0, first) : rest;
    var edges =
        shown.stream().map(cdr -> new Edge(new Node(cdr, zone, null, null), order.cursor(cdr)));
    return new Connection(
        edges.toList(),
        new PageEnds(
            rest.size() > first,
            skip > 0 || cursor != null,
            shown.isEmpty() ? null : order.cursor(shown.getFirst()),
            shown.isEmpty() ? null : order.cursor(shown.getLast())),
        () -> cdrs.count(filter),
        true,
        shown.isEmpty() ? "No Data Found" : "CDR data found successfully");
  }

  @SchemaMapping(typeName = "CdrConnection")
  int totalCount(Connection connection) {
    return (int) Math.min(Integer.MAX_VALUE, connection.counting().count());
  }

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  Node fetchCdr(@Argument @Nullable String id, @Argument @Nullable String timeZone) {
    var found = id == null ? null : find(id);
    if (found == null) {
      throw Refusal.notFound("CDR data does not exists").asException();
    }
    return new Node(
        found, CdrQuery.zone("timeZone", timeZone), true, "CDR data found successfully");
  }

  private @Nullable Cdr find(String id) {
    if (CdrKey.find(id) != null) {
      return cdrs.get(id);
    }
    var global = decoded(id);
    var uniqueid = global.startsWith("cdr:") ? global.substring("cdr:".length()) : id;
    if (uniqueid.length() > 150 || uniqueid.indexOf('\0') >= 0) {
      return null;
    }
    var found = cdrs.findByUniqueid(uniqueid);
    return found == null ? cdrs.findByUniqueid(uniqueid.replace('_', '.')) : found;
  }

  private static String decoded(String id) {
    try {
      return new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static CdrFilter filter(DataFetchingEnvironment environment, ZoneId zone) {
    var given = new HashMap<String, String>();
    Map<String, Object> asked = environment.getArgumentOrDefault("filter", Map.of());
    asked.forEach((name, value) -> {
      if (value != null) {
        given.put(name, value.toString());
      }
    });
    String start = environment.getArgument("startDate");
    String end = environment.getArgument("endDate");
    if (start != null || end != null) {
      addDays(given, start, end, zone);
    }
    return CdrQuery.filter(given);
  }

  /// Both days belong to the list.
  private static void addDays(
      Map<String, String> given, @Nullable String start, @Nullable String end, ZoneId zone) {
    for (var name : List.of("from", "to")) {
      if (given.containsKey(name)) {
        throw Refusal.badValue(name, "Give startDate and endDate, or from and to in the filter.")
            .asException();
      }
    }
    var first = day("startDate", "Start", start);
    var last = day("endDate", "End", end);
    if (last.isBefore(first)) {
      throw Refusal.badValue("endDate", "End Date should be greater than Start Date..!!")
          .asException();
    }
    given.put("from", begin(first, zone).toString());
    given.put("to", begin(last.plusDays(1), zone).toString());
  }

  private static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static LocalDate day(String field, String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw Refusal.badValue(field, name + " Date is required..!!").asException();
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.badValue(field, "Invalid " + name + " Date Format(YYYY-MM-DD)").asException();
    }
  }

  private static int between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Refusal.badValue(field, field + " is between " + least + " and " + most + ".")
          .asException();
    }
    return value;
  }
}
