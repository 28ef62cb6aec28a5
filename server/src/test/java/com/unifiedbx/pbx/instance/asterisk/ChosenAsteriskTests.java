package com.unifiedbx.pbx.instance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
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
    var found = AsteriskPrograms.find(java.util.Map.of("UNIFIEDBX_ASTERISK_BINARY", "" + binary));
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

  private Path installed(String version) throws IOException {
    var executable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    var binary = Files.createFile(temp.resolve("asterisk"), executable);
    Files.writeString(binary, "#!/bin/sh\necho '" + version + "'\n");
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
