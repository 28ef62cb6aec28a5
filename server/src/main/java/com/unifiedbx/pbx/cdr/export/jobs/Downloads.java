package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.Bearers;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Hands out the files of jobs to whoever has a link, as if the job's application asked.
@Service
class Downloads {

  private final DownloadLinks links;
  private final ExportJobRepository repository;
  private final ExportFiles files;
  private final Bearers bearers;
  private final ExportAudit audit;
  private final Clock clock = Clock.systemUTC();

  Downloads(
      DownloadLinks links,
      ExportJobRepository repository,
      ExportFiles files,
      Bearers bearers,
      ExportAudit audit) {
    this.links = links;
    this.repository = repository;
    this.files = files;
    this.bearers = bearers;
    this.audit = audit;
  }

  /// A link, and who uses it.
  ///
  /// @param range the part of the file that is asked for
  record Use(
      String id,
      @Nullable String expires,
      @Nullable String signature,
      String address,
      @Nullable String range) {}

  /// An open file; the caller closes it.
  record Download(StoredJob job, FileChannel file) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `link_invalid`, `link_expired`, `not_found`,
  ///   and whatever the application is refused with at this moment, from this address
  Download open(Use use) throws IOException {
    links.demand(use.id(), use.expires(), use.signature());
    var job = repository.find(use.id());
    if (job == null || job.status() != Status.DONE || job.isExpired(clock.instant())) {
      throw gone();
    }
    var caller = bearers.standIn(job.application(), use.address());
    caller.demand(Scope.CDR_READ);
    if (!job.isAllowed(caller)) {
      throw Refusal.of(
              Refusal.Kind.FORBIDDEN,
              "outside_fence",
              "What this application may touch has changed since: make the export anew.")
          .asException();
    }
    try {
      var download = new Download(job, files.open(job.id()));
      audit.fetched(job, caller, use.range());
      return download;
    } catch (NoSuchFileException e) {
      throw gone();
    }
  }

  private static RuntimeException gone() {
    return Refusal.notFound("This export is gone.").asException();
  }
}
