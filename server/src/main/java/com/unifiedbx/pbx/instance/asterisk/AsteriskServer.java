package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.ManagedProcess;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One managed Asterisk process: its configuration, its life and its end.
///
/// It is its own session and goes on, with the calls in it, when the Java process dies; the next
/// [#start] takes it over if its configuration is still the wanted one. Several can run side by
/// side, each in a home of its own. For one caller at a time.
public final class AsteriskServer implements ManagedProcess {

  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(20);

  /// What a distribution may have put into packages of its own, or left out.
  private static final List<String> NEEDED =
      List.of(
          "res_config_pgsql.so",
          "res_sorcery_realtime.so",
          "res_sorcery_memory_cache.so",
          "chan_pjsip.so",
          "app_voicemail.so",
          "cdr_custom.so",
          "func_realtime.so");

  private final AsteriskSetup setup;
  private final AsteriskPrograms programs;
  private final Path pidFile;
  private final Path log;
  private volatile @Nullable RunningProcess process;

  public AsteriskServer(DataDirectory directory, AsteriskSetup setup, AsteriskPrograms programs) {
    this.setup = setup;
    this.programs = programs;
    this.pidFile = directory.run(setup.name() + ".pid");
    this.log = directory.log(setup.name() + ".log");
  }

  /// Takes over the running process or starts one; returns when Asterisk is fully booted.
  ///
  /// A running process with another configuration (other ports, another address) is stopped first,
  /// except when only the database's place differs: that is reloaded, and calls go on.
  @Override
  public void start() {
    var configuration = new AsteriskConfiguration(setup, programs);
    var running = RunningProcess.read(pidFile);
    if (running != null && !canGoOn(running, configuration)) {
      running.stop(END);
      running = null;
    }
    if (running == null) {
      configuration.write(programs);
      running = launch(configuration);
    }
    process = running;
  }

  /// Ends Asterisk: calls are hung up and their records written.
  @Override
  public void stop() {
    var running = RunningProcess.read(pidFile);
    if (running != null) {
      running.stop(END);
    }
    PrivateFiles.delete(pidFile);
    process = null;
  }

  @Override
  public String name() {
    return setup.name();
  }

  @Override
  public boolean isRunning() {
    var known = process;
    return known != null && known.isAlive();
  }

  @Override
  public @Nullable Long pid() {
    var running = RunningProcess.read(pidFile);
    return running == null ? null : running.pid();
  }

  public AsteriskSetup setup() {
    return setup;
  }

  /// What Asterisk's own console answers, for administrators and tests.
  public String console(String command) {
    var main = new AsteriskConfiguration(setup, programs).main().toString();
    var arguments = List.of("-C", main, "-rx", command);
    return Programs.run(programs.command(arguments), Duration.ofSeconds(15)).output();
  }

  private boolean canGoOn(RunningProcess running, AsteriskConfiguration configuration) {
    var changed = configuration.changed();
    if (!changed.isEmpty() && !changed.equals(Set.of("res_pgsql.conf"))) {
      return false;
    }
    if (!changed.isEmpty()) {
      configuration.write(programs);
      console("module reload res_config_pgsql.so");
    }
    return AmiProbe.awaitBooted(setup.ami(), Duration.ofSeconds(10), running::isAlive);
  }

  private RunningProcess launch(AsteriskConfiguration configuration) {
    var arguments = List.of("-C", configuration.main().toString(), "-f");
    var command = new ArrayList<>(programs.confined(arguments));
    var output = ProcessBuilder.Redirect.appendTo(log.toFile());
    try {
      var started =
          Programs.builder(command)
              .directory(new File(setup.home().toString()))
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      var running = RunningProcess.of(started.pid());
      if (running == null) {
        throw new InstanceException("Asterisk ended at once; see " + log + ".");
      }
      running.write(pidFile);
      awaitBoot(running);
      if (programs.isInstalled()) {
        checkModules(running);
      }
      return running;
    } catch (IOException e) {
      throw new InstanceException("Asterisk can't be started: " + e.getMessage(), e);
    }
  }

  /// Without these nothing works, and Asterisk starts all the same. Only those are looked for that
  /// the configuration loads.
  private void checkModules(RunningProcess running) throws IOException {
    var wanted = Files.readString(setup.home().resolve("etc/modules.conf"));
    var shown = console("module show");
    var missing =
        NEEDED.stream()
            .filter(module -> wanted.contains(module) && !shown.contains(module))
            .toList();
    if (!missing.isEmpty()) {
      running.stop(END);
      throw new InstanceException(
          "The asterisk on the PATH lacks "
              + String.join(", ", missing)
              + ": install them, or set UNIFIEDBX_ASTERISK_BINARY=own to use the managed one.");
    }
  }

  private void awaitBoot(RunningProcess running) {
    if (AmiProbe.awaitBooted(setup.ami(), BOOT, running::isAlive)) {
      return;
    }
    var ended = !running.isAlive();
    running.end(true);
    throw new InstanceException(
        "Asterisk "
            + (ended ? "ended while it started" : "did not start within 60 s")
            + "; see "
            + log
            + " and "
            + setup.home().resolve("log/messages.log")
            + ".");
  }
}
