package com.unifiedbx.pbx.extensions.csv;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.ImportOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What an import did, or would do, in sum and line by line.
///
/// @param ignoredColumns columns of the file that mean nothing here
record ImportAnswer(
    int added,
    int updated,
    int unchanged,
    int refused,
    boolean kept,
    List<String> ignoredColumns,
    List<Line> lines) {

  /// @param line of the file, the header being 1
  /// @param status `added`, `updated`, `unchanged` or `refused`
  /// @param changes of what is updated: member → how it was and how it is
  /// @param secret of what was added, shown once
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      long line,
      String extension,
      String status,
      @Nullable Map<String, List<JsonNode>> changes,
      @Nullable String secret,
      @Nullable String error,
      @Nullable String field,
      @Nullable String message) {}

  static ImportAnswer of(
      BulkFile file, List<ImportOutcome> outcomes, boolean isKept, ObjectMapper json) {
    var lines = new ArrayList<Line>();
    for (var index = 0; index < outcomes.size(); index++) {
      var line = file.lines().get(index);
      var number = line.patch().path("extension").asString("");
      lines.add(line(line.number(), number, outcomes.get(index), json, isKept));
    }
    return new ImportAnswer(
        count(lines, "added"),
        count(lines, "updated"),
        count(lines, "unchanged"),
        count(lines, "refused"),
        isKept,
        file.ignored(),
        lines);
  }

  private static int count(List<Line> lines, String status) {
    return (int) lines.stream().filter(line -> line.status.equals(status)).count();
  }

  private static Line line(
      long at, String number, ImportOutcome outcome, ObjectMapper json, boolean isKept) {
    return switch (outcome) {
      case ImportOutcome.Added(_, var secret) ->
          new Line(at, number, "added", null, isKept ? secret.value() : null, null, null, null);
      case ImportOutcome.Updated(var before, var after) ->
          new Line(at, number, "updated", changes(before, after, json), null, null, null, null);
      case ImportOutcome.Unchanged _ ->
          new Line(at, number, "unchanged", null, null, null, null, null);
      case ImportOutcome.Refused(var refusal) ->
          new Line(
              at,
              number,
              "refused",
              null,
              null,
              refusal.code(),
              refusal.field(),
              refusal.message());
    };
  }

  private static Map<String, List<JsonNode>> changes(
      Extension before, Extension after, ObjectMapper json) {
    var was = json.valueToTree(ExtensionBody.of(before, null));
    var is = json.valueToTree(ExtensionBody.of(after, null));
    var changes = new LinkedHashMap<String, List<JsonNode>>();
    for (var member : is.properties()) {
      var old = was.path(member.getKey());
      if (!old.equals(member.getValue())
          && !member.getKey().equals("etag")
          && !member.getKey().equals("updatedAt")) {
        changes.put(member.getKey(), List.of(old, member.getValue()));
      }
    }
    return changes;
  }
}
