package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.rest.Described;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /cdr`, `GET /cdr/{id}`, and the same for whole conversations under `/cdr/conversations`
/// (`/cdr/calls`).
@RestController
@RequestMapping("/admin/api/api/cdr")
class CdrRestController {

  private final Cdrs cdrs;

  CdrRestController(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  @Described(
      value = "Lists call detail records, newest first.",
      query = {CdrQuery.FILTER_NAMES, "limit", "cursor"})
  @GetMapping
  @RequiresScope(Scope.CDR_READ)
  CdrPage<Cdr> list(@RequestParam MultiValueMap<String, String> parameters) {
    var query = CdrQuery.of(parameters);
    return cdrs.list(query.filter(), query.limit(), query.cursor());
  }

  @Described("Shows a call detail record.")
  @GetMapping("/{id}")
  @RequiresScope(Scope.CDR_READ)
  Cdr get(@PathVariable String id) {
    return cdrs.get(id);
  }

  @Described(
      value = "Lists whole conversations, newest first.",
      query = {CdrQuery.FILTER_NAMES, "limit", "cursor"})
  @GetMapping({"/conversations", "/calls"})
  @RequiresScope(Scope.CDR_READ)
  CdrPage<Conversation> listConversations(@RequestParam MultiValueMap<String, String> parameters) {
    var query = CdrQuery.of(parameters);
    return cdrs.listConversations(query.filter(), query.limit(), query.cursor());
  }

  @Described("Shows a conversation with all its legs.")
  @GetMapping({"/conversations/{linkedid}", "/calls/{linkedid}"})
  @RequiresScope(Scope.CDR_READ)
  Conversation getConversation(@PathVariable String linkedid) {
    return cdrs.getConversation(PlainText.check("linkedid", linkedid, 255));
  }
}
