package com.unifiedbx.pbx.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a benchmark found: a table for people and the same as JSON.
///
/// @param columns names with their units; the first describes the row
/// @param rows texts and numbers, as many as there are columns
public record Report(
    String name, List<String> columns, List<List<Object>> rows, List<String> notes) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Report {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  public void print(PrintStream out) {
    var lines = new ArrayList<List<String>>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(Report::text).toList()));
    out.println();
    out.println("bench " + name + " on " + machine());
    out.println();
    for (var line : lines) {
      var shown = new StringBuilder();
      for (var column = 0; column < columns.size(); column++) {
        var width = width(lines, column);
        var format = column == 0 ? "%-" + width + "s" : "  %" + width + "s";
        shown.append(format.formatted(line.get(column)));
      }
      out.println(shown);
    }
    out.println();
    notes.forEach(out::println);
  }

  public String json() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("benchmark", name);
    facts.put("machine", machine());
    facts.put("measuredAt", Instant.now().toString());
    facts.put("rows", rows.stream().map(this::named).toList());
    facts.put("notes", notes);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts);
  }

  private Map<String, Object> named(List<Object> row) {
    var named = new LinkedHashMap<String, Object>();
    for (var column = 0; column < columns.size(); column++) {
      named.put(columns.get(column), row.get(column));
    }
    return named;
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(1);
  }

  private static String text(Object value) {
    return switch (value) {
      case Double number when Math.abs(number) >= 100 -> "%.0f".formatted(number);
      case Double number when Math.abs(number) >= 10 -> "%.1f".formatted(number);
      case Double number -> "%.2f".formatted(number);
      default -> String.valueOf(value);
    };
  }

  /// Processor, number of processors, load and JVM: what numbers must not be compared without.
  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, load %s, Java %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        firstLine("/proc/loadavg").split(" ", 2)[0],
        System.getProperty("java.version"));
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch", ""));
    } catch (IOException e) {
      return System.getProperty("os.arch", "");
    }
  }

  private static String firstLine(String file) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
