package com.unifiedbx.pbx.cdr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Looks at the journal whenever the kernel reports a change, and now and then without one; backs
/// off while the database is away.
///
/// One virtual thread for the life of the application. Starts last and stops first, so the database
/// is there as long as it runs.
final class CdrImportLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CdrImportLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final CdrImport work;
  private final CdrProperties properties;
  private final ImportProgress progress;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  CdrImportLoop(CdrImport work, CdrProperties properties, ImportProgress progress) {
    this.work = work;
    this.properties = properties;
    this.progress = progress;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("cdr-import").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    var running = thread;
    if (running == null) {
      return;
    }
    stopping = true;
    work.stop();
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
    try (work;
        var watch = work.journal().directory().getFileSystem().newWatchService()) {
      var pause = FIRST_PAUSE;
      var key = (WatchKey) null;
      while (!stopping) {
        key = watched(watch, key);
        if (attempt()) {
          pause = FIRST_PAUSE;
          await(watch, properties.poll());
        } else {
          await(watch, pause);
          pause = min(pause.multipliedBy(2), properties.patience());
        }
      }
    } catch (IOException e) {
      LOG.error("The import of call detail records can't watch or close its files", e);
    } catch (InterruptedException e) {
      LOG.info("The import of call detail records was stopped in the middle of its work");
    }
  }

  /// This is the job's edge: whatever goes wrong, the next attempt begins at the stored position.
  private boolean attempt() {
    try {
      work.pass();
      return true;
    } catch (IOException | RuntimeException e) {
      if (progress.trouble(String.valueOf(e.getMessage())) && !stopping) {
        LOG.warn("Call detail records wait in the journal: {}", e.getMessage());
        LOG.debug("Why they wait", e);
      }
      return false;
    }
  }

  /// Registers once the directory exists, and again when it was exchanged.
  private @Nullable WatchKey watched(WatchService watch, @Nullable WatchKey key)
      throws IOException {
    var directory = work.journal().directory();
    if ((key != null && key.isValid()) || !Files.isDirectory(directory)) {
      return key;
    }
    return directory.register(
        watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
  }

  private static void await(WatchService watch, Duration atMost) throws InterruptedException {
    var key = watch.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
