package com.unifiedbx.pbx.extensions.csv;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.ExtensionImport;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.Extensions.Manner;
import com.unifiedbx.pbx.extensions.ImportLine;
import com.unifiedbx.pbx.extensions.ImportOutcome;
import com.unifiedbx.pbx.extensions.rest.ExtensionJson;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.SpreadsheetCell;
import com.unifiedbx.pbx.rest.Described;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/// Extensions in and out as CSV.
@RestController
@RequestMapping("/admin/api/api")
class CsvRestController {

  private static final int MOST_LINES = 10_000;
  private static final int PAGE = 1_000;

  private final Extensions extensions;
  private final ExtensionImport imports;
  private final ExtensionJson patches;
  private final ObjectMapper json;

  CsvRestController(
      Extensions extensions, ExtensionImport imports, ExtensionJson patches, ObjectMapper json) {
    this.extensions = extensions;
    this.imports = imports;
    this.patches = patches;
    this.json = json;
  }

  /// A line of the file: readable, or refused at once.
  private record Read(@Nullable ImportLine line, ImportOutcome.@Nullable Refused refused) {}

  /// Makes and changes what the lines say. `atomic`: all or none; `dryRun`: none, and the answer
  /// tells what would happen.
  @Described("Makes or changes the extensions of a CSV file; answers for each line.")
  @PostMapping("/extensions:import")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<ImportAnswer> run(
      @RequestBody byte[] body,
      @RequestParam(defaultValue = "false") boolean atomic,
      @RequestParam(defaultValue = "false") boolean dryRun) {
    var file = BulkFile.read(body, MOST_LINES);
    var read = file.lines().stream().map(this::read).toList();
    var isReadable = read.stream().allMatch(one -> one.refused() == null);
    var manner =
        dryRun || (atomic && !isReadable)
            ? Manner.DRY_RUN
            : atomic ? Manner.ALL_OR_NONE : Manner.EACH;
    var good = read.stream().map(Read::line).filter(java.util.Objects::nonNull).toList();
    var outcomes = good.isEmpty() ? List.<ImportOutcome>of() : imports.run(good, manner);
    var isWhole = isReadable && ExtensionImport.isWhole(outcomes);
    var all = new ArrayList<ImportOutcome>();
    var next = outcomes.iterator();
    for (var one : read) {
      all.add(one.refused() == null ? next.next() : one.refused());
    }
    var isKept = !dryRun && (!atomic || isWhole);
    var answer = ImportAnswer.of(file, all, isKept, json);
    return ResponseEntity.status(isWhole || isKept || dryRun ? 200 : 422)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(answer);
  }

  private Read read(BulkFile.Line line) {
    try {
      var patch = line.patch();
      var number = new ExtensionNumber(patch.path("extension").asString("").strip());
      Caller.current().fence().demandExtension("extension", number.digits());
      var secret = patch.remove("secret");
      return new Read(
          new ImportLine(
              number,
              () -> patches.made(patch),
              old -> patches.patched(old, patch),
              secret == null ? null : secret.asString()),
          null);
    } catch (RefusedException e) {
      return new Read(null, new ImportOutcome.Refused(e.refusal()));
    }
  }

  /// All extensions, without their secrets and PINs, in columns that [#run] takes.
  @Described("All extensions as CSV, without secrets.")
  @GetMapping("/extensions.csv")
  @RequiresScope(Scope.EXTENSION_READ)
  void export(HttpServletResponse response) throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"extensions.csv\"");
    var columns = BulkColumn.written();
    var query = ExtensionQuery.ALL.within(Caller.current().fence().extensionsAsRegex());
    var out = new java.io.OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    try (var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord(columns.stream().map(column -> column.header).toList());
      @Nullable String cursor = null;
      do {
        var page = extensions.listAfter(query, cursor, PAGE);
        for (var extension : page) {
          var shown = json.valueToTree(ExtensionBody.of(extension, null));
          printer.printRecord(
              columns.stream().map(column -> SpreadsheetCell.guard(column.write(shown))).toList());
        }
        cursor = page.size() < PAGE ? null : query.cursor(page.getLast());
      } while (cursor != null);
    }
  }
}
