package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.MillisecondTime;
import com.unifiedbx.pbx.kernel.PlainText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The same by GraphQL: `addCdrExport`, `fetchAllCdrExports`, `fetchCdrExport`, `deleteCdrExport`.
@Controller
class ExportJobGraphQlController {

  private final ExportJobs jobs;

  ExportJobGraphQlController(ExportJobs jobs) {
    this.jobs = jobs;
  }

  record AddInput(
      @Nullable Map<String, Object> filter,
      @Nullable String format,
      @Nullable Boolean gzip,
      @Nullable String clientMutationId) {

    private Map<String, @Nullable Object> members() {
      var members = new HashMap<String, @Nullable Object>(filter == null ? Map.of() : filter);
      members.put("format", format);
      members.put("gzip", gzip);
      return members;
    }
  }

  record DeleteInput(String id, @Nullable String clientMutationId) {}

  /// All of them at once: they are ten at most.
  record Connection(
      List<ExportJob> cdrExports, int totalCount, Ends pageInfo, boolean status, String message) {}

  /// Of a page that has no neighbours.
  record Ends(boolean hasNextPage, boolean hasPreviousPage) {}

  record Payload(
      boolean status,
      String message,
      @Nullable ExportJob cdrExport,
      @Nullable String clientMutationId) {}

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  Connection fetchAllCdrExports() {
    var all = jobs.list();
    return new Connection(
        all,
        all.size(),
        new Ends(false, false),
        true,
        all.isEmpty() ? "No Data Found" : "CDR exports found successfully");
  }

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  ExportJob fetchCdrExport(@Argument String id) {
    return jobs.get(PlainText.check("id", id, 255));
  }

  @MutationMapping
  @RequiresScope(Scope.CDR_READ)
  Payload addCdrExport(@Argument AddInput input) {
    var job = jobs.add(ExportOrder.of(input.members()));
    return new Payload(true, "CDR export has been begun", job, input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.CDR_READ)
  Payload deleteCdrExport(@Argument DeleteInput input) {
    jobs.delete(PlainText.check("id", input.id(), 255));
    return new Payload(true, "CDR export has been deleted", null, input.clientMutationId());
  }

  @SchemaMapping(typeName = "CdrExport")
  String status(ExportJob job) {
    return job.status().word();
  }

  @SchemaMapping(typeName = "CdrExport")
  String createdAt(ExportJob job) {
    return MillisecondTime.text(job.createdAt());
  }

  @SchemaMapping(typeName = "CdrExport")
  @Nullable String finishedAt(ExportJob job) {
    return text(job.finishedAt());
  }

  @SchemaMapping(typeName = "CdrExport")
  @Nullable String expiresAt(ExportJob job) {
    return text(job.expiresAt());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : MillisecondTime.text(time);
  }
}
