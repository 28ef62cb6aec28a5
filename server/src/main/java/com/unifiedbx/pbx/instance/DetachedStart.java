package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.HealthProbe;
import com.unifiedbx.pbx.instance.options.Setting;
import com.unifiedbx.pbx.instance.terminal.PrivateLines;
import com.unifiedbx.pbx.instance.terminal.Progress;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// `up --detach`: a second Java process lives on in a session of its own, and this one shows its
/// progress until the API is healthy.
final class DetachedStart {

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration HEALTH = Duration.ofSeconds(60);

  private final Options options;
  private final DataDirectory directory;
  private final PrintStream out;
  private int shown;

  DetachedStart(Options options, DataDirectory directory, PrintStream out) {
    this.options = options;
    this.directory = directory;
    this.out = out;
  }

  /// Returns when the API is healthy.
  ///
  /// @param typed the options of the command line; they go on in the environment, where other users
  ///   of the machine can't read them
  void run(Map<Setting, String> typed) {
    UpRun.lock(directory).close();
    StartChecks.check(options, directory);
    PrivateFiles.delete(directory.run("up.progress"));
    var secrets = new PrivateLines(directory);
    secrets.delete();
    try {
      var child = launch(typed);
      if (Files.exists(certificate())) {
        askHealth(); // Too early for an answer, but what it takes to ask is loaded meanwhile.
      }
      awaitReady(child);
      awaitHealth(child);
      secrets.print(out);
    } finally {
      secrets.delete();
    }
  }

  private Process launch(Map<Setting, String> typed) {
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(JavaCommand.own(System.getenv()));
    command.addAll(List.of(UpCommand.SERVE, directory.root().toString()));
    var builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    typed.forEach((setting, value) -> builder.environment().put(setting.variable(), value));
    builder.environment().put(Setting.DATA.variable(), directory.root().toString());
    var self = String.valueOf(ProcessHandle.current().pid());
    builder.environment().put(PrivateLines.READER, self);
    var log = ProcessBuilder.Redirect.appendTo(directory.log("server.log").toFile());
    try {
      return builder.redirectErrorStream(true).redirectOutput(log).start();
    } catch (IOException e) {
      throw new InstanceException("Can't start Java in the background: " + e.getMessage(), e);
    }
  }

  private void awaitReady(Process child) {
    var deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      var alive = child.isAlive();
      if (show()) {
        return;
      }
      if (!alive) {
        UpRun.lock(directory).close(); // Another start may have been quicker: that is the reason.
        throw new InstanceException("The server ended while it started; " + logHint());
      }
      LockSupport.parkNanos(30_000_000);
    }
    throw new InstanceException(
        "The server is not up after " + START.toMinutes() + " minutes; " + logHint());
  }

  /// Shows the lines that are new; true when the last one says that everything is up.
  private boolean show() {
    var text = PrivateFiles.read(directory.run("up.progress"));
    var lines = text == null ? List.<String>of() : text.lines().toList();
    for (; shown < lines.size(); shown++) {
      var line = lines.get(shown);
      if (line.equals(Progress.READY)) {
        return true;
      }
      if (line.startsWith(Progress.FAILED)) {
        throw new InstanceException(line.substring(Progress.FAILED.length()));
      }
      out.println(line);
    }
    return false;
  }

  private HealthProbe.Answer askHealth() {
    var network = options.network();
    return HealthProbe.ask(Addresses.reachable(network.bind()), network.httpsPort(), certificate());
  }

  private Path certificate() {
    var tls = options.tls();
    return tls == null ? directory.tls().resolve("cert.pem") : tls.certificate();
  }

  private void awaitHealth(Process child) {
    var deadline = System.nanoTime() + HEALTH.toNanos();
    var answer = askHealth();
    while (!answer.isHealthy()) {
      if (System.nanoTime() > deadline || !child.isAlive()) {
        throw new InstanceException(
            "The server runs but is not healthy ("
                + answer.status()
                + " "
                + answer.detail()
                + "); "
                + logHint());
      }
      LockSupport.parkNanos(100_000_000);
      answer = askHealth();
    }
  }

  private String logHint() {
    return "see " + directory.log("server.log") + ".";
  }
}
