package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `down`: stops everything of one data directory, whether or not the API still lives.
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stops the API, Asterisk and PostgreSQL of one data directory.",
      "Calls are hung up and their records written. Works, too, when the API has crashed."
    })
public final class DownCommand implements Callable<Integer> {

  private static final Duration API = Duration.ofSeconds(60);
  private static final Duration OTHERS = Duration.ofSeconds(20);

  @Mixin DataOption data = new DataOption();

  @Override
  public Integer call() {
    var directory = data.existing();
    var ran = running(directory);
    var api = RunningProcess.read(directory.run("api.pid"));
    if (api != null) {
      api.stop(API);
    }
    for (var pidFile : pidFiles(directory)) {
      var process = RunningProcess.read(pidFile);
      if (process != null) {
        process.stop(OTHERS);
      }
      PrivateFiles.delete(pidFile);
    }
    new PostgresServer(directory, true).stop();
    System.out.println(
        ran.isEmpty()
            ? "Nothing runs on " + directory.root() + "."
            : "Stopped: " + String.join(", ", ran) + ".");
    return 0;
  }

  /// What there is to stop, as it is told: the API ends its servers itself.
  private static List<String> running(DataDirectory directory) {
    var found = new ArrayList<String>();
    var api = RunningProcess.read(directory.run("api.pid"));
    if (api != null) {
      found.add("API (process " + api.pid() + ")");
    }
    for (var pidFile : pidFiles(directory)) {
      var process = RunningProcess.read(pidFile);
      if (process != null) {
        found.add(name(pidFile) + " (process " + process.pid() + ")");
      }
    }
    var postgres = new PostgresServer(directory, true).pid();
    if (postgres != null) {
      found.add("postgresql (process " + postgres + ")");
    }
    return found;
  }

  /// Every pid file but those with an end of their own: Asterisk and what was added to it.
  private static List<Path> pidFiles(DataDirectory directory) {
    try (var files = Files.list(directory.run(""))) {
      return files
          .filter(f -> f.toString().endsWith(".pid"))
          .filter(f -> !name(f).equals("api") && !name(f).equals("postgres"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path pidFile) {
    return String.valueOf(pidFile.getFileName()).replace(".pid", "");
  }
}
