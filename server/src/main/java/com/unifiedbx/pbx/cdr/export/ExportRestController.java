package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.recordings.Recordings;
import com.unifiedbx.pbx.rest.Described;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `GET /cdr.csv` and `GET /cdr.jsonl`: every record that passes the filter, newest first,
/// compressed for those who accept it.
///
/// An export that breaks off ends without an end (no last chunk): the reader sees an error, and
/// goes on behind the last `id` that it has with `cursor`.
@RestController
@RequestMapping("/admin/api/api")
class ExportRestController {

  private final ExportRepository repository;
  private final Recordings recordings;
  private final JsonMapper json;

  ExportRestController(ExportRepository repository, Recordings recordings, JsonMapper json) {
    this.repository = repository;
    this.recordings = recordings;
    this.json = json;
  }

  @Described(
      value = "All call detail records that pass the filter as CSV, newest first.",
      query = {CdrQuery.FILTER_NAMES, "cursor"})
  @GetMapping("/cdr.csv")
  @RequiresScope(Scope.CDR_READ)
  void csv(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String encodings,
      HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"cdr.csv\"");
    send(parameters, new CsvFormat(), encodings, response);
  }

  @Described(
      value = "All call detail records that pass the filter as JSON Lines, newest first.",
      query = {CdrQuery.FILTER_NAMES, "cursor"})
  @GetMapping("/cdr.jsonl")
  @RequiresScope(Scope.CDR_READ)
  void jsonLines(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String encodings,
      HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"cdr.jsonl\"");
    send(parameters, new JsonLinesFormat(json), encodings, response);
  }

  private void send(
      MultiValueMap<String, String> parameters,
      ExportFormat format,
      @Nullable String encodings,
      HttpServletResponse response)
      throws IOException {
    var request = ExportRequest.of(CdrQuery.single(parameters));
    // What can be refused is refused before the answer begins.
    var portions = new ExportPortions(repository, request, format, recordings.index());
    response.setContentType(format.contentType());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (!Gzip.isAccepted(encodings)) {
      write(portions, response.getOutputStream());
      return;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    try (var gzip = new Gzip(response.getOutputStream())) {
      write(portions, gzip);
      gzip.finish();
    }
  }

  /// Not closed when something fails: that would end an answer that is not whole.
  private static void write(ExportPortions portions, OutputStream out) throws IOException {
    for (var portion = portions.next(); portion != null; portion = portions.next()) {
      portion.lines().sendTo(out);
    }
  }
}
