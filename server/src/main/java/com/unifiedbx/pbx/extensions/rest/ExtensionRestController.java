package com.unifiedbx.pbx.extensions.rest;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Extensions by REST, one by one.
@RestController
@RequestMapping("/admin/api/api/extensions")
class ExtensionRestController {

  private final Extensions extensions;
  private final ExtensionJson json;

  ExtensionRestController(Extensions extensions, ExtensionJson json) {
    this.extensions = extensions;
    this.json = json;
  }

  /// The query string of a list.
  record ListQuery(
      @Nullable Integer limit,
      @Nullable String cursor,
      @Nullable String q,
      @Nullable String prefix,
      @Nullable Boolean voicemail,
      @Nullable Boolean doNotDisturb,
      @Nullable String order) {

    ExtensionQuery query() {
      return new ExtensionQuery(
          q == null ? "" : q,
          prefix == null ? "" : prefix,
          voicemail,
          doNotDisturb,
          null,
          Caller.current().fence().extensionsAsRegex(),
          ExtensionQuery.Order.parse("order", order == null ? "extension" : order));
    }
  }

  @Described("Lists extensions, a page at a time.")
  @GetMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Page<ExtensionBody> list(ListQuery asked) {
    var page = extensions.list(asked.query(), Page.limit(asked.limit()), asked.cursor());
    var items = page.items().stream().map(item -> ExtensionBody.of(item, null)).toList();
    return new Page<>(items, page.nextCursor(), page.total());
  }

  @Described("Shows an extension.")
  @GetMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_READ)
  ResponseEntity<ExtensionBody> fetch(@PathVariable String number) {
    return answer(extensions.get(parse(number)));
  }

  @Described("Makes an extension; its SIP secret is shown once.")
  @PostMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<?> add(
      @RequestBody JsonNode body, @RequestParam(defaultValue = "false") boolean dryRun) {
    var made = json.made(body);
    Caller.current().fence().demandExtension("extension", made.number().digits());
    if (dryRun) {
      return ResponseEntity.ok(DryRuns.added(extensions, made));
    }
    var added = extensions.add(made, null);
    return ResponseEntity.created(URI.create("/admin/api/api/extensions/" + made.number()))
        .eTag(added.extension().etag())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(ExtensionBody.of(added.extension(), added.secret()));
  }

  /// Changes what the merge patch names (RFC 7396).
  @Described("Changes what is named, by JSON merge patch.")
  @PatchMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<ExtensionBody> change(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode patch) {
    return answer(
        extensions.change(parse(number), IfMatch.tag(ifMatch), old -> json.patched(old, patch)));
  }

  /// Replaces all that can be chosen; what the body does not name has its default. The secret and a
  /// PIN stay.
  @Described("Replaces an extension: what is not named gets its default.")
  @PutMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<ExtensionBody> replace(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode body) {
    return answer(
        extensions.change(parse(number), IfMatch.tag(ifMatch), old -> json.replaced(old, body)));
  }

  /// Body of [#resetSecret]; without one, or empty, a secret is made.
  record ChosenSecret(@Nullable String secret) {}

  @Described("Makes a new SIP secret, shown once.")
  @PostMapping("/{number}/secret")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Map<String, String>> resetSecret(
      @PathVariable String number, @RequestBody(required = false) @Nullable ChosenSecret chosen) {
    var parsed = parse(number);
    var secret = extensions.resetSecret(parsed, chosen == null ? null : chosen.secret(), "secret");
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(Map.of("extension", parsed.digits(), "secret", secret.value()));
  }

  @Described("Deletes an extension with its voicemail.")
  @DeleteMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Void> delete(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    extensions.delete(parse(number), IfMatch.tag(ifMatch));
    return ResponseEntity.noContent().build();
  }

  private static ResponseEntity<ExtensionBody> answer(Extension found) {
    return ResponseEntity.ok().eTag(found.etag()).body(ExtensionBody.of(found, null));
  }

  /// What can't be a number is the number of no extension.
  private static ExtensionNumber parse(String number) {
    var parsed = ExtensionNumber.parse(number);
    if (parsed == null) {
      throw Refusal.notFound("Extension does not exists.").asException();
    }
    Caller.current().fence().demandExtension("extension", number);
    return parsed;
  }
}
