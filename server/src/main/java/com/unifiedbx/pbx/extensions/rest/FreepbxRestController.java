package com.unifiedbx.pbx.extensions.rest;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.Person;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The REST paths that FreePBX's clients in the wild use for extensions, in their shapes.
@RestController
@RequestMapping("/admin/api/api/rest/extensions")
class FreepbxRestController {

  private final Extensions extensions;

  FreepbxRestController(Extensions extensions) {
    this.extensions = extensions;
  }

  /// Their extension; a null member was not named.
  record Body(
      @Nullable String extension,
      @Nullable String name,
      @Nullable String tech,
      @Nullable Boolean voicemail_enabled,
      @Nullable Boolean enabled,
      @Nullable String outbound_cid,
      @Nullable String secret,
      @Nullable String email) {

    ExtensionSettings changed(ExtensionSettings old) {
      if (tech != null && !tech.equalsIgnoreCase("pjsip")) {
        throw Refusal.badValue("tech", "Only the tech pjsip exists here.").asException();
      }
      if (Boolean.FALSE.equals(enabled)) {
        throw Refusal.badValue("enabled", "An extension is there or is deleted.").asException();
      }
      var was = old.person();
      var settings =
          old.with(
              new Person(
                  Objects.requireNonNullElse(name, was.name()),
                  Objects.requireNonNullElse(email, was.email()),
                  was.callerId(),
                  Objects.requireNonNullElse(outbound_cid, was.outboundCid()),
                  was.emergencyCid(),
                  was.language(),
                  was.timeZone()));
      if (voicemail_enabled == null || voicemail_enabled == (old.voicemail() != null)) {
        return settings;
      }
      return settings.withBox(
          voicemail_enabled ? VoicemailBox.mailing(settings.person().email()) : null);
    }
  }

  @Described("Lists extensions, as FreePBX's REST does.")
  @GetMapping({"", "/"})
  @RequiresScope(Scope.EXTENSION_READ)
  List<Map<String, Object>> list() {
    var query = ExtensionQuery.ALL.within(Caller.current().fence().extensionsAsRegex());
    return extensions.listAfter(query, null, 10_000).stream()
        .map(FreepbxRestController::shown)
        .toList();
  }

  @Described("Shows an extension, as FreePBX's REST does.")
  @GetMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_READ)
  Map<String, Object> fetch(@PathVariable String number) {
    return shown(extensions.get(parse(number)));
  }

  @Described("Makes an extension, as FreePBX's REST does.")
  @PostMapping({"", "/"})
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Map<String, Object>> add(@RequestBody Body body) {
    if (body.extension() == null) {
      throw Refusal.badValue("extension", "extension, the number, is missing.").asException();
    }
    var number = new ExtensionNumber(body.extension());
    Caller.current().fence().demandExtension("extension", number.digits());
    var settings =
        body.changed(ExtensionSettings.named(Objects.requireNonNullElse(body.name(), "")));
    var added = extensions.add(new NewExtension(number, settings, null), body.secret());
    var answer = shown(added.extension());
    answer.put("secret", added.secret().value());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(answer);
  }

  /// Changes what the body names.
  @Described("Changes an extension, as FreePBX's REST does.")
  @PutMapping("/{number}")
  @RequiresScope(Scope.EXTENSION_WRITE)
  Map<String, Object> change(@PathVariable String number, @RequestBody Body body) {
    var parsed = parse(number);
    var changed =
        extensions.change(
            parsed,
            null,
            old -> new NewExtension(old.number(), body.changed(old.settings()), null));
    if (body.secret() != null) {
      extensions.resetSecret(parsed, body.secret(), "secret");
    }
    return shown(changed);
  }

  private static Map<String, Object> shown(Extension extension) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("extension", extension.number().digits());
    shown.put("name", extension.name());
    shown.put("tech", "pjsip");
    shown.put("voicemail_enabled", extension.voicemail() != null);
    shown.put("enabled", true);
    shown.put("outbound_cid", extension.settings().person().outboundCid());
    shown.put("email", extension.email());
    return shown;
  }

  private static ExtensionNumber parse(String number) {
    var parsed = ExtensionNumber.parse(number);
    if (parsed == null) {
      throw Refusal.notFound("Extension does not exists.").asException();
    }
    Caller.current().fence().demandExtension("extension", number);
    return parsed;
  }
}
