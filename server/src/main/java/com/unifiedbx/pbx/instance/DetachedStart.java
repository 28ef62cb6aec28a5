package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.options.Setting;
import com.unifiedbx.pbx.instance.terminal.PrivateLines;
import com.unifiedbx.pbx.instance.terminal.Progress;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// `up --detach`: a second Java process lives on in a session of its own, and this one shows its
/// progress until the API is healthy.
final class DetachedStart {

  private static final Duration START = Duration.ofMinutes(5);

  private final Options options;
  private final DataDirectory directory;
  private final PrintStream out;
  private int shown;

  DetachedStart(Options options, DataDirectory directory, PrintStream out) {
    this.options = options;
    this.directory = directory;
    this.out = out;
  }

  /// Returns when the API is healthy, as the new process itself says: a look at its health from
  /// here would be the first use of TLS in both processes, a third of a second for a question whose
  /// answer is known.
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
      awaitReady(child);
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
      if (line.startsWith(Progress.UNHEALTHY)) {
        throw new InstanceException(
            "The server runs but is not healthy: "
                + line.substring(Progress.UNHEALTHY.length())
                + " More is in "
                + directory.log("server.log")
                + ".");
      }
      out.println(line);
    }
    return false;
  }

  private String logHint() {
    return "see " + directory.log("server.log") + ".";
  }
}
