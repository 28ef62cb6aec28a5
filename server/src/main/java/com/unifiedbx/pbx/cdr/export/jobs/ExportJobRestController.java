package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.rest.Described;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/cdr/exports`: exports in the background.
@RestController
@RequestMapping("/admin/api/api/cdr/exports")
class ExportJobRestController {

  private final ExportJobs jobs;

  ExportJobRestController(ExportJobs jobs) {
    this.jobs = jobs;
  }

  @Described(
      value =
          "Begins an export of call detail records in the background. The body has the filters of"
              + " GET /cdr, format (csv or jsonl) and gzip.",
      status = 202)
  @PostMapping
  @RequiresScope(Scope.CDR_READ)
  ResponseEntity<ExportJob> add(@RequestBody Map<String, @Nullable Object> order) {
    var job = jobs.add(ExportOrder.of(order));
    return ResponseEntity.accepted()
        .location(URI.create("/admin/api/api/cdr/exports/" + job.id()))
        .body(job);
  }

  @Described("Lists the application's exports, newest first.")
  @GetMapping
  @RequiresScope(Scope.CDR_READ)
  Page<ExportJob> list() {
    var all = jobs.list();
    return new Page<>(all, null, all.size());
  }

  @Described("Shows an export: how far it is, and where its file can be fetched.")
  @GetMapping("/{id}")
  @RequiresScope(Scope.CDR_READ)
  ExportJob get(@PathVariable String id) {
    return jobs.get(id);
  }

  @Described("Cancels an export that has not ended; removes one that has, with its file.")
  @DeleteMapping("/{id}")
  @RequiresScope(Scope.CDR_READ)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    jobs.delete(id);
  }
}
