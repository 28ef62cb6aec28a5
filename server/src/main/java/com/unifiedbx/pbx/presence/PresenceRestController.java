package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.rest.Described;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The state of an extension by REST.
@RestController
class PresenceRestController {

  private final Presence presence;

  PresenceRestController(Presence presence) {
    this.presence = presence;
  }

  @Described("Shows the live state of an extension: phones, calls, messages.")
  @GetMapping("/admin/api/api/extensions/{number}/status")
  @RequiresScope(Scope.EXTENSION_READ)
  ResponseEntity<ExtensionStatus> status(@PathVariable String number) {
    Caller.current().fence().demandExtension("extension", number);
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(presence.status(number));
  }
}
