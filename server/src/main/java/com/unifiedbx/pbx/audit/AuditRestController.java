package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /audit`.
@RestController
class AuditRestController {

  private final AuditLog audit;

  AuditRestController(AuditLog audit) {
    this.audit = audit;
  }

  @Described(
      value = "Lists the audit log, newest first.",
      query = {
        "from",
        "to",
        "actor",
        "operation",
        "object",
        "outcome",
        "address",
        "requestId",
        "limit",
        "cursor"
      })
  @GetMapping("/admin/api/api/audit")
  @RequiresScope(Scope.SYSTEM_READ)
  Page<AuditEvent> list(@RequestParam MultiValueMap<String, String> parameters) {
    parameters.forEach(AuditRestController::checkName);
    var given = parameters.toSingleValueMap();
    return audit.list(AuditQuery.of(given), limit(given.get("limit")), given.get("cursor"));
  }

  private static void checkName(String name, List<String> values) {
    if (!AuditQuery.NAMES.contains(name) && !name.equals("limit") && !name.equals("cursor")) {
      throw Refusal.badValue(
              name, "The audit log is filtered by " + String.join(", ", AuditQuery.NAMES) + ".")
          .asException();
    }
    if (values.size() != 1) {
      throw Refusal.badValue(name, name + " is given once.").asException();
    }
  }

  private static int limit(@Nullable String text) {
    if (text != null && !text.matches("[0-9]{1,4}")) {
      throw Refusal.badValue("limit", "limit is between 1 and " + Page.MAX_LIMIT + ".")
          .asException();
    }
    return Page.limit(text == null ? null : Integer.valueOf(text));
  }
}
