package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Page;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /cdr` and `GET /cdr/{id}`.
@RestController
@RequestMapping("/admin/api/api/cdr")
class CdrRestController {

  private final Cdrs cdrs;

  CdrRestController(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  @GetMapping
  @RequiresScope(Scope.CDR_READ)
  Page<CdrJson> list(@RequestParam MultiValueMap<String, String> parameters) {
    var query = CdrQuery.of(parameters);
    var page = cdrs.list(query.filter(), query.limit(), query.cursor());
    return new Page<>(
        page.items().stream().map(CdrJson::of).toList(), page.nextCursor(), page.total());
  }

  @GetMapping("/{id}")
  @RequiresScope(Scope.CDR_READ)
  CdrJson get(@PathVariable String id) {
    return CdrJson.of(cdrs.get(id));
  }
}
