package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.cdr.export.CdrExport;
import com.unifiedbx.pbx.cdr.export.ExportRequest;
import com.unifiedbx.pbx.cdr.export.Gzip;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Progress;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Carries the jobs out, one after the other, and tidies up between them.
///
/// A job that does not come to its end, because the process died or the database went away, is
/// begun anew: its records are named by time, so that it has the same ones again. One virtual
/// thread for the life of the application.
@Component
final class ExportRunner implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final int MOST_ATTEMPTS = 5;

  private final ExportJobRepository repository;
  private final ExportFiles files;
  private final CdrExport export;
  private final Cdrs cdrs;
  private final ExportJobsProperties properties;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();
  private final Semaphore work = new Semaphore(0);
  private volatile boolean stopping;
  private @Nullable Thread thread;

  ExportRunner(
      ExportJobRepository repository,
      ExportFiles files,
      CdrExport export,
      Cdrs cdrs,
      ExportJobsProperties properties,
      MeterRegistry meters) {
    this.repository = repository;
    this.files = files;
    this.export = export;
    this.cdrs = cdrs;
    this.properties = properties;
    this.meters = meters;
  }

  /// There is a job to be done. For any thread.
  void wake() {
    work.release();
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      thread = Thread.ofVirtual().name("cdr-export-jobs").start(this::run);
    }
  }

  /// Leaves the running job to the next process.
  @Override
  public synchronized void stop() {
    var running = thread;
    if (running == null) {
      return;
    }
    stopping = true;
    wake();
    try {
      if (!running.join(STOP_LIMIT)) {
        running.interrupt();
        running.join(STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (!stopping) {
        await(attempt() ? IDLE : PAUSE);
      }
    } catch (InterruptedException e) {
      LOG.info("The exports were stopped in the middle of their work");
    }
  }

  private void await(Duration atMost) throws InterruptedException {
    if (work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      work.drainPermits();
    }
  }

  /// Does all that there is to do. This is the job's edge: whatever goes wrong is tried again.
  private boolean attempt() {
    try {
      for (var job = next(); job != null && !stopping; job = next()) {
        perform(job);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (!stopping) {
        LOG.warn("Exports of call records wait: {}", e.getMessage());
        LOG.debug("Why they wait", e);
      }
      return false;
    }
  }

  private @Nullable StoredJob next() throws IOException {
    repository.deleteExpired(clock.instant());
    files.keepOnly(repository.listDone());
    return stopping ? null : repository.begin();
  }

  private void perform(StoredJob job) {
    try (var draft = files.draft(job.id())) {
      if (job.attempts() > MOST_ATTEMPTS) {
        throw ExportFailure.interrupted();
      }
      if (write(job, draft)) {
        end(job, Status.DONE, ending().withFile(draft.finish()));
      }
    } catch (DataAccessException e) {
      throw e; // Not the job's fault.
    } catch (IOException | RuntimeException e) {
      if (!stopping) {
        var failure = ExportFailure.of(e);
        LOG.warn("The export {} failed: {}", job.id(), failure.getMessage(), failure.getCause());
        end(job, Status.FAILED, ending().because(failure));
      }
    }
  }

  /// False when it was canceled, or left to the next process.
  private boolean write(StoredJob job, ExportFiles.Draft draft) throws IOException {
    files.demandRoom();
    var filter = job.filter();
    var total = cdrs.findExactCount(filter);
    var watch = new Watch(job, total);
    var portions = export.begin(new ExportRequest(filter, null), job.order().format());
    boolean whole;
    if (job.order().gzip()) {
      try (var gzip = new Gzip(draft.out())) {
        whole = portions.writeTo(gzip, watch::goesOn);
        gzip.finish();
      }
    } else {
      whole = portions.writeTo(draft.out(), watch::goesOn);
    }
    return whole && repository.progress(job.id(), new Progress(watch.records, watch.records));
  }

  private StoredJob.End ending() {
    return StoredJob.End.at(clock.instant(), properties);
  }

  private void end(StoredJob job, Status status, StoredJob.End end) {
    if (repository.end(job.id(), status, end)) {
      meters.counter("pbx.cdr.exports", "outcome", status.word()).increment();
    }
  }

  /// Looks now and then, while a job runs, whether it may go on, and tells how far it is.
  private final class Watch {

    private static final long EVERY = 500_000_000;

    private final StoredJob job;
    private final @Nullable Long total;
    private long records;
    private long next = System.nanoTime();

    Watch(StoredJob job, @Nullable Long total) {
      this.job = job;
      this.total = total;
    }

    boolean goesOn(int more) throws IOException {
      records += more;
      if (stopping) {
        return false;
      }
      if (System.nanoTime() - next < 0) {
        return true;
      }
      next = System.nanoTime() + EVERY;
      files.demandRoom();
      return repository.progress(job.id(), new Progress(records, total));
    }
  }
}
