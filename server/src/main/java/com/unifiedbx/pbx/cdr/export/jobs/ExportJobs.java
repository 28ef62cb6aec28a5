package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Exports in the background, for the application that calls: it sees its own and no other's.
@Service
class ExportJobs {

  private final ExportJobRepository repository;
  private final ExportFiles files;
  private final DownloadLinks links;
  private final ExportAudit audit;
  private final ExportRunner runner;
  private final ExportJobsProperties properties;
  private final Clock clock = Clock.systemUTC();

  /// Jobs are counted and added by one at a time.
  private final ReentrantLock adding = new ReentrantLock();

  ExportJobs(
      ExportJobRepository repository,
      ExportFiles files,
      DownloadLinks links,
      ExportAudit audit,
      ExportRunner runner,
      ExportJobsProperties properties) {
    this.repository = repository;
    this.files = files;
    this.links = links;
    this.audit = audit;
    this.runner = runner;
    this.properties = properties;
  }

  /// Takes a job, which begins when those before it have ended.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `bad_value` for a filter that is none,
  ///   `too_many_exports` when the application has as many as it may
  ExportJob add(ExportOrder order) {
    var caller = Caller.current();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var job =
        new StoredJob(
            "exp_" + UUID.randomUUID().toString().replace("-", ""),
            caller.applicationId(),
            order,
            CdrQuery.filter(order.filters(), caller).within(),
            now,
            Status.QUEUED,
            new ExportJob.Progress(0, null),
            0,
            new StoredJob.End(null, null, null, null, null));
    adding.lock();
    try {
      demandFewer(caller);
      audit.added(job, () -> repository.insert(job));
    } finally {
      adding.unlock();
    }
    runner.wake();
    return job.shown(null);
  }

  private void demandFewer(Caller caller) {
    if (repository.list(caller.applicationId()).size() >= properties.perApplication()) {
      throw Refusal.conflict(
              "too_many_exports",
              "This application has "
                  + properties.perApplication()
                  + " exports, which is all that it may: delete one.")
          .asException();
    }
  }

  /// All that there are, the newest first.
  List<ExportJob> list() {
    var now = clock.instant();
    return repository.list(Caller.current().applicationId()).stream()
        .filter(job -> !job.isExpired(now))
        .map(this::shown)
        .toList();
  }

  /// Refuses with `not_found` when there is none, or another application's.
  ExportJob get(String id) {
    return shown(own(id));
  }

  /// Cancels a job that has not ended, which then stays to be seen; one that has ended goes with
  /// its file.
  void delete(String id) {
    var job = own(id);
    audit.ended(
        job,
        () -> {
          if (repository.end(id, Status.CANCELED, StoredJob.End.at(clock.instant(), properties))) {
            return "cancel";
          }
          repository.delete(id);
          return "delete";
        });
    try {
      files.delete(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoredJob own(String id) {
    var job = repository.find(id);
    if (job == null
        || !job.application().equals(Caller.current().applicationId())
        || job.isExpired(clock.instant())) {
      throw Refusal.notFound("There is no export of that id.").asException();
    }
    return job;
  }

  private ExportJob shown(StoredJob job) {
    return job.shown(url(job));
  }

  /// A fresh link, as long as there is something behind it.
  private @Nullable String url(StoredJob job) {
    var gone = job.end().expiresAt();
    if (job.status() != Status.DONE || gone == null) {
      return null;
    }
    Instant expires = clock.instant().plus(properties.link());
    return links.link(job.id(), expires.isBefore(gone) ? expires : gone);
  }
}
