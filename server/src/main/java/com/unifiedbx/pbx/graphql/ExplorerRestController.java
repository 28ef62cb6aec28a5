package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.rest.Described;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET …/explorer`: GraphiQL, to read the schema and try queries. Open to everyone, for it shows
/// nothing without a token: whoever has an application gets one in the page.
@RestController
class ExplorerRestController {

  static final String PATH = "/admin/api/api/explorer";

  /// Scripts and requests of this server only. GraphiQL's editor writes styles into the page.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Described("A page to try GraphQL in.")
  @GetMapping(PATH)
  ResponseEntity<Resource> page() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .cacheControl(CacheControl.noCache())
        .body(new ClassPathResource("explorer/page.html"));
  }
}
