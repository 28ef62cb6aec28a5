package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.FileAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// The signed link of an export: needs no token, so that a browser or another program can fetch the
/// file.
@RestController
class ExportLinkRestController {

  private final Downloads downloads;

  ExportLinkRestController(Downloads downloads) {
    this.downloads = downloads;
  }

  @Described("The file of an export, by its signed link instead of a token; obeys Range.")
  @GetMapping("/admin/api/api/cdr/exports/{id}/file")
  void file(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String expires,
      @RequestParam(required = false) @Nullable String signature,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var range = request.getHeader(HttpHeaders.RANGE);
    var use = new Downloads.Use(id, expires, signature, request.getRemoteAddr(), range);
    try (var download = downloads.open(use)) {
      var job = download.job();
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + job.fileName() + "\"");
      FileAnswer.send(
          download.file(),
          MediaType.parseMediaType(job.contentType()),
          job.id(),
          new ServletWebRequest(request, response));
    }
  }
}
