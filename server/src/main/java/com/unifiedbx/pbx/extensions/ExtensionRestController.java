package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Extensions by REST.
@RestController
@RequestMapping("/admin/api/api/extensions")
class ExtensionRestController {

  private final Extensions extensions;

  ExtensionRestController(Extensions extensions) {
    this.extensions = extensions;
  }

  @GetMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Page<ExtensionBody> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var page = extensions.list(Page.limit(limit), cursor);
    var items = page.items().stream().map(item -> ExtensionBody.of(item, null)).toList();
    return new Page<>(items, page.nextCursor(), page.total());
  }

  @GetMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_READ)
  ResponseEntity<ExtensionBody> fetch(@PathVariable String number) {
    var found = extensions.get(parse(number));
    return ResponseEntity.ok().eTag(found.etag()).body(ExtensionBody.of(found, null));
  }

  @PostMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<ExtensionBody> add(@RequestBody ExtensionBody body) {
    var made = body.asNew();
    var secret = extensions.add(made);
    var found = extensions.get(made.number());
    return ResponseEntity.created(URI.create("/admin/api/api/extensions/" + made.number()))
        .eTag(found.etag())
        .header("Cache-Control", "no-store")
        .body(ExtensionBody.of(found, secret));
  }

  @PostMapping("/{number}/secret")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Map<String, String>> resetSecret(@PathVariable String number) {
    var parsed = parse(number);
    var secret = extensions.resetSecret(parsed, null);
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .body(Map.of("extension", parsed.digits(), "secret", secret.value()));
  }

  @DeleteMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Void> delete(@PathVariable String number) {
    extensions.delete(parse(number));
    return ResponseEntity.noContent().build();
  }

  /// What can't be a number is the number of no extension.
  private static ExtensionNumber parse(String number) {
    var parsed = ExtensionNumber.parse(number);
    if (parsed == null) {
      throw Refusal.notFound("Extension does not exists.").asException();
    }
    return parsed;
  }
}
