package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.InstanceLock;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import com.unifiedbx.pbx.instance.terminal.PrivateLines;
import com.unifiedbx.pbx.instance.terminal.Progress;
import com.unifiedbx.pbx.instance.tls.Certificates;
import com.unifiedbx.pbx.instance.tls.PemPair;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One life of an instance in the foreground: everything is started, then it runs until a signal
/// ends the process, and everything is stopped.
final class UpRun {

  private static final Duration RENEWAL = Duration.ofHours(12);
  private static final Duration HEALTH = Duration.ofSeconds(60);

  /// An Asterisk that others run may need first what has just been written for it.
  private static final Duration HEALTH_OF_EXTERNAL = Duration.ofSeconds(10);

  private final Options options;
  private final PrintStream out;
  private final DataDirectory directory;
  private final ApiServer.Starter starter;
  private final Progress progress;
  private final Instance instance;
  private final ReentrantLock lifecycle = new ReentrantLock();
  private volatile boolean stopping;
  private @Nullable ApiServer api;

  private UpRun(
      Options options, DataDirectory directory, ApiServer.Starter starter, PrintStream out) {
    this.options = options;
    this.out = out;
    this.directory = directory;
    this.starter = starter;
    this.progress = new Progress(out, directory.run("up.progress"));
    this.instance = new Instance(directory, options);
  }

  /// Returns only by an exception or, with everything stopped, when its thread is interrupted: a
  /// life that goes well ends with the process.
  static int run(Options options, ApiServer.Starter starter, PrintStream out) {
    var directory = DataDirectory.open(options.data());
    try (var _ = lock(directory)) {
      StartChecks.check(options, directory);
      new UpRun(options, directory, starter, out).live();
      return 0;
    }
  }

  static InstanceLock lock(DataDirectory directory) {
    var lock = InstanceLock.tryLock(directory);
    if (lock == null) {
      var other = RunningProcess.read(directory.run("api.pid"));
      throw new InstanceException(
          "An instance already runs on "
              + directory.root()
              + (other == null ? "" : " (process " + other.pid() + ")")
              + ": stop it with `unifiedbx down --data "
              + directory.root()
              + "`, or choose another --data.");
    }
    return lock;
  }

  private void live() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopBySignal, "stop"));
    var self = RunningProcess.of(ProcessHandle.current().pid());
    if (self != null) {
      self.write(directory.run("api.pid"));
    }
    try {
      start();
      new CountDownLatch(1).await(); // For ever: a signal ends the process through the hook.
    } catch (InstanceException e) {
      progress.end(Progress.FAILED + e.getMessage());
      stop();
      throw e;
    } catch (InterruptedException e) {
      stop(); // Before the flag is set again: stopping waits for processes to end.
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws InterruptedException {
    lifecycle.lock();
    try {
      if (!stopping) {
        startAll();
      }
      if (!stopping) {
        lastSteps();
        var trouble = awaitHealth();
        if (!stopping) {
          welcome();
          progress.end(trouble == null ? Progress.READY : Progress.UNHEALTHY + trouble);
        }
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /// All at once: the application is put together while the database starts, and Asterisk boots
  /// beside it as soon as the database has what it reads.
  private void startAll() throws InterruptedException {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var tls = workers.submit(this::certificate);
      var start = instance.locateDatabase();
      var database = workers.submit(() -> startDatabase(start));
      startOthers(workers, tls);
      result(database);
    }
  }

  private boolean startDatabase(Runnable start) {
    start.run();
    progress.step("PostgreSQL is ready: " + instance.database().uri(false));
    return true;
  }

  private void startOthers(ExecutorService workers, Future<PemPair> tls)
      throws InterruptedException {
    var asterisk = workers.submit(this::startAsterisk);
    remember();
    try {
      api = starter.start(ApiProperties.of(instance, result(tls)), instance);
    } catch (RuntimeException e) {
      throw whyNot(e);
    } finally {
      instance.schemaIsThere(); // Or never will be: nobody is to wait for it any more.
    }
    progress.step("The API answers");
    Thread.ofVirtual().name("certificate").start(this::renewCertificate);
    result(asterisk);
  }

  /// The reason may be one of ours, deep inside: the database does not start.
  private static InstanceException whyNot(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InstanceException known) {
        return known;
      }
    }
    return new InstanceException("The API does not start: " + rootCause(failure) + ".", failure);
  }

  private void lastSteps() {
    try {
      instance.runLastSteps(progress::step);
    } catch (InstanceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InstanceException("The start failed: " + rootCause(e) + ".", e);
    }
  }

  /// Waits until calls can be made, for a while; afterwards the program runs on in any case.
  ///
  /// @return what keeps them from being made, null when nothing does
  private @Nullable String awaitHealth() {
    var limit = options.external() == null ? HEALTH : HEALTH_OF_EXTERNAL;
    var deadline = System.nanoTime() + limit.toNanos();
    var trouble = instance.trouble();
    while (trouble != null && !stopping && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
      trouble = instance.trouble();
    }
    if (trouble != null && !stopping) {
      out.println("Not healthy: " + trouble); // The last line of the progress tells it as well.
    }
    return trouble;
  }

  private PemPair certificate() {
    var own = options.tls();
    return own != null
        ? own
        : new Certificates(directory, Clock.systemUTC()).selfSigned(options.network().bind());
  }

  /// A self-signed certificate is made anew before it ends, however long this runs; the application
  /// sees the new files. The user's own are the user's to replace.
  private void renewCertificate() {
    while (!stopping && options.tls() == null) {
      try {
        Thread.sleep(RENEWAL);
        var _ = certificate();
      } catch (InstanceException e) {
        progress.say("The self-signed certificate can't be renewed: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean startAsterisk() throws InterruptedException {
    progress.step(instance.startAsterisk());
    return true;
  }

  private void remember() {
    var network = options.network();
    instance.remember(
        Map.of(
            "bind", network.bind(),
            "httpsPort", network.httpsPort(),
            "sipPort", network.sipPort(),
            "amiHost", instance.ami().host(),
            "amiPort", instance.ami().port(),
            "rtpPorts", network.rtpFirst() + "-" + network.rtpLast(),
            "asterisk", options.external() == null ? "managed" : "external",
            "certificate", instance.certificate().toString(),
            "version", Versions.product()));
  }

  private void welcome() {
    var network = options.network();
    var base = instance.url();
    var password = directory.root().resolve("initial-admin-password");
    progress.step("UnifiedBX PBX API is up");
    progress.say("");
    progress.say("  API       " + base + "/admin/api/api   (token: /token, GraphQL: /gql)");
    progress.say(
        "  Console   "
            + base
            + "/admin   (user admin, "
            + (Files.exists(password) ? "first password in " + password : "your password")
            + ")");
    if (options.external() == null) {
      progress.say(
          "  Phones    SIP over UDP to "
              + Addresses.beforePort(network.bind())
              + ":"
              + network.sipPort());
    }
    progress.say("  Stop      ./unifiedbx down --data " + directory.root());
    instance.announcements().forEach(progress::say);
    new PrivateLines(directory).show(instance.confidences(), System.getenv(), out);
  }

  private void stopBySignal() {
    if (!stopping) {
      progress.say("Stopping");
    }
    stop();
  }

  private void stop() {
    stopping = true;
    lifecycle.lock();
    try {
      var running = api;
      api = null;
      if (running != null) {
        running.stop();
      }
    } finally {
      try {
        instance.stopProcesses();
        PrivateFiles.delete(directory.run("api.pid"));
      } finally {
        lifecycle.unlock();
      }
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InstanceException known) {
        throw known;
      }
      throw new InstanceException("The start failed: " + rootCause(e), e);
    }
  }

  private static String rootCause(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.toString()
        : cause.getMessage().lines().findFirst().orElse("");
  }
}
