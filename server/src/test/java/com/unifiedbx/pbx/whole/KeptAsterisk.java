package com.unifiedbx.pbx.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.instance.asterisk.AsteriskPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An Asterisk as its own keeper runs it: no file of it is made by the product, but those that the
/// keeper copies from where the product has laid them.
final class KeptAsterisk implements AutoCloseable {

  /// What every Asterisk has anyway.
  private static final List<String> EMPTY =
      List.of("acl", "ccss", "cel", "indications", "logger", "pjproject", "stasis", "udptl");

  private final Path home;
  private final AsteriskPrograms programs = AsteriskPrograms.find(System.getenv());
  private @Nullable Process process;

  KeptAsterisk(Path home) {
    this.home = home;
  }

  Path journal() {
    return home.resolve("log/cdr-custom/journal.csv");
  }

  /// Copies the files and starts.
  void start(Path given) throws IOException {
    for (var part : List.of("etc", "var", "db", "spool", "run", "log/cdr-custom")) {
      Files.createDirectories(home.resolve(part));
    }
    for (var name : EMPTY) {
      Files.writeString(home.resolve("etc/" + name + ".conf"), "[general]\n");
    }
    try (var files = Files.list(given)) {
      for (var file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        Files.writeString(home.resolve("etc").resolve(file.getFileName()), Files.readString(file));
      }
    }
    Files.writeString(home.resolve("etc/asterisk.conf"), main());
    process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
  }

  private String main() {
    return """
    [directories]
    astetcdir => %1$s/etc
    astmoddir => %2$s
    astvarlibdir => %1$s/var
    astdatadir => %3$s
    astdbdir => %1$s/db
    astkeydir => %1$s
    astspooldir => %1$s/spool
    astrundir => %1$s/run
    astlogdir => %1$s/log
    """
        .formatted(home, programs.modules(), programs.share());
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    if (programs.loader() != null) {
      command.addAll(List.of(programs.loader().toString(), "--library-path"));
      command.add(String.valueOf(programs.libraries()));
    }
    command.add(programs.binary().toString());
    command.addAll(List.of("-C", home.resolve("etc/asterisk.conf").toString(), "-f"));
    return command;
  }

  @Override
  public void close() {
    var running = process;
    process = null;
    if (running != null) {
      running.destroy();
      assertThat(running.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}
