package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.Cdr;
import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.rest.Described;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `GET /cdr.csv` and `GET /cdr.jsonl`: every record that passes the filter, newest first.
///
/// Read and written in portions, so that an export of any length needs the memory of one. An export
/// that breaks off ends without an end (no last chunk): the reader sees an error, and goes on
/// behind the last `id` that it has with `cursor`.
@RestController
@RequestMapping("/admin/api/api")
class ExportRestController {

  private static final int PORTION = 1_000;

  private final Cdrs cdrs;
  private final JsonMapper json;

  ExportRestController(Cdrs cdrs, JsonMapper json) {
    this.cdrs = cdrs;
    this.json = json;
  }

  @Described(
      value = "All call detail records that pass the filter as CSV, newest first.",
      query = {
        "from",
        "to",
        "src",
        "srcPrefix",
        "srcSuffix",
        "dst",
        "dstPrefix",
        "dstSuffix",
        "extension",
        "disposition",
        "direction",
        "minDuration",
        "callId",
        "linkedid",
        "q",
        "cursor"
      })
  @GetMapping("/cdr.csv")
  @RequiresScope(Scope.CDR_READ)
  void csv(@RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
      throws IOException {
    send(parameters, response, "text/csv;charset=UTF-8", "cdr.csv", new CsvFormat());
  }

  @Described(
      value = "All call detail records that pass the filter as JSON Lines, newest first.",
      query = {
        "from",
        "to",
        "src",
        "srcPrefix",
        "srcSuffix",
        "dst",
        "dstPrefix",
        "dstSuffix",
        "extension",
        "disposition",
        "direction",
        "minDuration",
        "callId",
        "linkedid",
        "q",
        "cursor"
      })
  @GetMapping("/cdr.jsonl")
  @RequiresScope(Scope.CDR_READ)
  void jsonLines(
      @RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
      throws IOException {
    send(parameters, response, "application/jsonl;charset=UTF-8", "cdr.jsonl", new JsonLines());
  }

  private void send(
      MultiValueMap<String, String> parameters,
      HttpServletResponse response,
      String type,
      String name,
      ExportFormat format)
      throws IOException {
    var given = new LinkedHashMap<>(CdrQuery.single(parameters));
    @Nullable String cursor = given.remove("cursor");
    var filter = CdrQuery.filter(given);
    // What can be refused is refused before the answer begins.
    var portion = portion(filter, cursor);
    response.setContentType(type);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Not closed when something fails: that would end an answer that is not whole.
    var out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 16_384);
    format.begin(out);
    while (true) {
      for (var cdr : portion) {
        format.write(cdr, out);
      }
      if (portion.size() < PORTION) {
        out.close();
        return;
      }
      portion = portion(filter, portion.getLast().id());
    }
  }

  private List<Cdr> portion(CdrFilter filter, @Nullable String cursor) {
    return cdrs.list(filter, CdrOrder.NEWEST, PORTION, cursor);
  }

  private final class JsonLines implements ExportFormat {

    @Override
    public void begin(Writer out) {}

    @Override
    public void write(Cdr cdr, Writer out) throws IOException {
      out.write(json.writeValueAsString(cdr));
      out.write('\n');
    }
  }
}
