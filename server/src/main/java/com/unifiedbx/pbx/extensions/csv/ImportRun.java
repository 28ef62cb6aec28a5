package com.unifiedbx.pbx.extensions.csv;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One run of `extension import`, with its progress and its report.
public final class ImportRun {

  private static final int BAR = 30;
  private static final int MOST_SHOWN = 50;
  private static final List<String> COUNTS = List.of("added", "updated", "unchanged", "refused");

  private final ApiAccess api;
  private final boolean json;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<JsonNode> lines = new ArrayList<>();
  private JsonNode ignored = ApiAccess.JSON.createArrayNode();

  public ImportRun(ApiAccess api, boolean json) {
    this.api = api;
    this.json = json;
    COUNTS.forEach(name -> counts.put(name, 0));
  }

  /// Whether every line was taken, or would be.
  public boolean isTaken(CsvChunks file, boolean dryRun, boolean whole) {
    // All or nothing: look at all of it first, so that what is refused is known in a moment.
    pieces(file, dryRun || whole);
    if (whole && !dryRun && isClean()) {
      restart();
      note(api.post("/extensions:import?atomic=true", file.whole()), 0);
    }
    report(dryRun || (whole && !isClean()));
    return isClean();
  }

  private void pieces(CsvChunks file, boolean dryRun) {
    for (var chunk : file.chunks()) {
      note(api.post("/extensions:import?dryRun=" + dryRun, chunk.csv()), chunk.before());
      progress(chunk.before() + chunk.lines(), file.lines());
    }
  }

  private void restart() {
    lines.clear();
    counts.replaceAll((name, count) -> 0);
  }

  private boolean isClean() {
    return counts.getOrDefault("refused", 0) == 0;
  }

  private void note(JsonNode answer, int before) {
    COUNTS.forEach(name -> counts.merge(name, answer.path(name).asInt(), Integer::sum));
    ignored = answer.path("ignoredColumns");
    for (var line : answer.path("lines")) {
      var copy = (tools.jackson.databind.node.ObjectNode) line.deepCopy();
      lines.add(copy.put("line", line.path("line").asInt() + before));
    }
  }

  private void progress(int done, int all) {
    if (!Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)) {
      return;
    }
    var filled = BAR * done / Math.max(1, all);
    System.err.printf(
        "\r[%s%s] %,d of %,d", "#".repeat(filled), "-".repeat(BAR - filled), done, all);
    if (done == all) {
      System.err.println();
    }
  }

  private void report(boolean isTrial) {
    var out = System.out;
    if (json) {
      var facts = new LinkedHashMap<String, Object>(counts);
      facts.put("kept", !isTrial);
      facts.put("ignoredColumns", ignored);
      facts.put("lines", lines);
      out.println(ApiAccess.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts));
      return;
    }
    // What was refused first, for that is what one has to look at.
    lines.stream()
        .filter(line -> isTrial || line.has("message"))
        .filter(line -> !line.path("status").asString("").equals("unchanged"))
        .sorted(Comparator.comparing(line -> !line.has("message")))
        .limit(MOST_SHOWN)
        .forEach(line -> print(line, out));
    if (!ignored.isEmpty()) {
      out.println("Ignored columns: " + ignored);
    }
    out.printf(
        "%s: %,d added, %,d updated, %,d unchanged, %,d refused%n",
        isTrial ? "Would be" : "Done",
        counts.get("added"),
        counts.get("updated"),
        counts.get("unchanged"),
        counts.get("refused"));
    if (isTrial && !isClean()) {
      out.println("Nothing was changed.");
    }
  }

  private static void print(JsonNode line, PrintStream out) {
    var what = new StringBuilder();
    line.path("changes")
        .properties()
        .forEach(change ->
            what.append(
                " %s: %s -> %s"
                    .formatted(
                        change.getKey(), change.getValue().get(0), change.getValue().get(1))));
    if (line.has("message")) {
      what.append(" ").append(line.path("field").asString("")).append(": ");
      what.append(line.path("message").asString());
    }
    out.printf(
        "line %d, %s: %s%s%n",
        line.path("line").asInt(),
        line.path("extension").asString(""),
        line.path("status").asString(),
        what);
  }
}
