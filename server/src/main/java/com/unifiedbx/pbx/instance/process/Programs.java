package com.unifiedbx.pbx.instance.process;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs short commands of this machine and tells what they said.
public final class Programs {

  private Programs() {}

  /// @param output standard output and error together, trimmed
  public record Outcome(int exit, String output) {
    public boolean ok() {
      return exit == 0;
    }

    /// The last line, which is where most programs put the reason.
    public String reason() {
      var lines = output.lines().filter(l -> !l.isBlank()).toList();
      return lines.isEmpty() ? "exit code " + exit : lines.getLast().strip();
    }
  }

  /// Runs to the end or to `limit`, after which the command is killed and the exit is 124.
  ///
  /// The output goes through a file, not a pipe: a server that the command leaves behind may keep
  /// the pipe open for ever.
  public static Outcome run(List<String> command, Duration limit) {
    Path output = null;
    try {
      output = Files.createTempFile("unifiedbx-", ".out");
      var process =
          builder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Outcome(124, "no end within " + limit.toSeconds() + " s");
      }
      return new Outcome(process.exitValue(), Files.readString(output).strip());
    } catch (IOException e) {
      return new Outcome(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(130, "interrupted");
    } finally {
      if (output != null) {
        PrivateFiles.delete(output);
      }
    }
  }

  /// A command with a plain environment: no locale, no language, no library path of the caller's.
  public static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    var environment = builder.environment();
    environment.keySet().removeIf(k -> k.startsWith("LC_") || k.startsWith("LD_"));
    environment.keySet().removeIf(k -> k.startsWith("PG") || k.startsWith("UNIFIEDBX_"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    return builder;
  }

  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
