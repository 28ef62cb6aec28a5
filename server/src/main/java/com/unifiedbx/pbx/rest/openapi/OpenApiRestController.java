package com.unifiedbx.pbx.rest.openapi;

import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.PublishedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/// `GET …/openapi.json`, and `GET …/docs`, a page that shows it with Swagger UI from the class
/// path. Open to everyone: it is documentation.
@RestController
class OpenApiRestController {

  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/5.34.1/";

  /// Nothing from elsewhere, nothing inline; Swagger UI draws its icons with `data:` images.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final OpenApiDocument document;
  private final ObjectMapper json;
  private final Map<String, PublishedText> texts = new ConcurrentHashMap<>();

  OpenApiRestController(OpenApiDocument document, ObjectMapper json) {
    this.document = document;
    this.json = json;
  }

  @Described("This description of the REST operations, as OpenAPI 3.1.")
  @GetMapping(OpenApiDocument.BASE + "/openapi.json")
  ResponseEntity<byte[]> openApi(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    return texts
        .computeIfAbsent(
            "openapi",
            name -> PublishedText.of("application/json", json.writeValueAsBytes(document.make())))
        .answer(known);
  }

  @Described("A page that shows this description.")
  @GetMapping(OpenApiDocument.BASE + "/docs")
  ResponseEntity<byte[]> docs(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    var page = resource("docs/page.html", "text/html;charset=UTF-8").answer(known);
    return ResponseEntity.status(page.getStatusCode())
        .headers(page.getHeaders())
        .header("Content-Security-Policy", POLICY)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .body(page.getBody());
  }

  @Described("A part of the page.")
  @GetMapping(OpenApiDocument.BASE + "/docs/start.js")
  ResponseEntity<byte[]> start(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    return resource("docs/start.js", "text/javascript;charset=UTF-8").answer(known);
  }

  @Described("A part of the page.")
  @GetMapping(OpenApiDocument.BASE + "/docs/swagger-ui.css")
  ResponseEntity<byte[]> style(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    return resource(WEBJAR + "swagger-ui.css", "text/css;charset=UTF-8").answer(known);
  }

  @Described("A part of the page.")
  @GetMapping(OpenApiDocument.BASE + "/docs/swagger-ui-bundle.js")
  ResponseEntity<byte[]> script(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    return resource(WEBJAR + "swagger-ui-bundle.js", "text/javascript;charset=UTF-8").answer(known);
  }

  private PublishedText resource(String path, String type) {
    return texts.computeIfAbsent(
        path,
        name -> {
          try {
            return PublishedText.of(type, new ClassPathResource(path).getContentAsByteArray());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
