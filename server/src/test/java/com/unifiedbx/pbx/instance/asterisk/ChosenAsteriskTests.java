package com.unifiedbx.pbx.instance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which Asterisk the launcher and the program take, when this machine has one on its PATH.
class ChosenAsteriskTests {

  private final Path temp;

  ChosenAsteriskTests(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void oneThatIsNewEnoughIsTaken() throws IOException {
    var binary = installed("Asterisk 22.4.1~dfsg+~cs6.15");
    assertThat(chosen(binary))
        .contains("Using the Asterisk 22.4 of this machine, " + binary)
        .endsWith("binary=" + binary + " root=");
    var found = AsteriskPrograms.find(Map.of("UNIFIEDBX_ASTERISK_BINARY", "" + binary));
    assertThat(found.isInstalled()).isTrue();
    assertThat(found.version()).isEqualTo("22.4.1");
  }

  @Test
  void oneThatIsTooOldIsPassedOverWithASentence() throws IOException {
    var binary = installed("Asterisk 16.28.0~dfsg-0+deb11u4");
    assertThat(chosen(binary))
        .contains(binary + " is 16.28, and 20.11, 21.6, 22.1 or newer is needed")
        .contains("binary= root=/");
  }

  /// A real one, which knows where its modules are and looks for the rest where it is told to.
  @Test
  void oneOfThisMachineRunsWithOurConfigurationAndWritesOurRecords() throws IOException {
    var ours = AsteriskPrograms.find(System.getenv());
    var binary =
        script(
            """
            #!/bin/bash
            arguments=("$@")
            for ((i = 0; i < $#; i++)); do
              [[ ${arguments[i]} == *.conf ]] || continue
              sed '/^astetcdir/a astmoddir => %s' "${arguments[i]}" >"%s/main.conf"
              arguments[i]="%s/main.conf"
            done
            exec %s "${arguments[@]}"
            """
                .formatted(ours.modules(), temp, temp, String.join(" ", ours.command(List.of()))));
    var found = new AsteriskPrograms(null, null, binary, null, ours.sounds(), ours.share());
    var directory = DataDirectory.open(temp.resolve("data"));
    var server = new AsteriskServer(directory, TestAsterisk.in(directory).setup(), found);
    server.start();
    try {
      TestAsterisk.originate(server, "c-1", "Local/*43@from-internal", "*43");
      await().until(() -> server.console("core show channels").contains("Echo"));
      server.console("channel request hangup all");
      await().until(() -> Files.exists(directory.cdrJournal()));
      var record = Files.readString(directory.cdrJournal()).lines().findFirst().orElse("");
      var cells = List.of(record.replaceAll("^\"|\"$", "").split("\",\"", -1));
      assertThat(cells).hasSize(22).contains("c-1");
      assertThat(cells.get(12)).matches("\\d{10}\\.\\d{6}");
      assertThat(cells.get(15)).matches("\\d+");
    } finally {
      server.stop();
    }
  }

  private Path installed(String version) throws IOException {
    return script("#!/bin/sh\necho '" + version + "'\n");
  }

  private Path script(String text) throws IOException {
    var executable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    var binary = Files.createFile(temp.resolve("asterisk"), executable);
    Files.writeString(binary, text);
    return binary;
  }

  /// What the launcher says and sets.
  private static String chosen(Path binary) {
    var script =
        """
        root=%s
        unset UNIFIEDBX_ASTERISK_ROOT UNIFIEDBX_ASTERISK_BINARY UNIFIEDBX_ASTERISK
        PATH=%s:$PATH
        for part in messages machine asterisk-root asterisk; do . "$root/launcher/$part.sh"; done
        choose_asterisk up
        echo "binary=${UNIFIEDBX_ASTERISK_BINARY:-} root=${UNIFIEDBX_ASTERISK_ROOT:-}"
        """
            .formatted(Path.of("..").toAbsolutePath().normalize(), binary.getParent());
    return Programs.run(List.of("bash", "-euc", script), Duration.ofSeconds(20)).output();
  }
}
