package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.rest.Described;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /cdr.csv` and `GET /cdr.jsonl`: every record that passes the filter, newest first,
/// compressed for those who accept it.
///
/// An export that breaks off ends without an end (no last chunk): the reader sees an error, and
/// goes on behind the last `id` that it has with `cursor`.
@RestController
@RequestMapping("/admin/api/api")
class ExportRestController {

  private final CdrExport export;

  ExportRestController(CdrExport export) {
    this.export = export;
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
    send(parameters, CdrExport.Format.CSV, encodings, response);
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
    send(parameters, CdrExport.Format.JSONL, encodings, response);
  }

  private void send(
      MultiValueMap<String, String> parameters,
      CdrExport.Format format,
      @Nullable String encodings,
      HttpServletResponse response)
      throws IOException {
    // What can be refused is refused before the answer begins.
    var portions = export.begin(ExportRequest.of(CdrQuery.single(parameters)), format);
    response.setContentType(format.contentType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"cdr." + format.word() + "\"");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (!Gzip.isAccepted(encodings)) {
      portions.writeTo(response.getOutputStream(), _ -> true);
      return;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    // Not ended when something fails: that would end an answer that is not whole.
    try (var gzip = new Gzip(response.getOutputStream())) {
      portions.writeTo(gzip, _ -> true);
      gzip.finish();
    }
  }
}
