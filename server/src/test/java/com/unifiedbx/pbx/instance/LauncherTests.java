package com.unifiedbx.pbx.instance;

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

/// The parts of the launcher that need neither a network nor a JDK, with a Maven that obeys.
class LauncherTests {

  private final Path temp;

  LauncherTests(@TempDir Path temp) {
    this.temp = temp;
  }

  /// Its progress is read from the log before Maven has written a line.
  @Test
  void aBuildThatIsSlowToBeginSaysNothingButItsProgress() throws IOException {
    maven("sleep 0.7; echo '[INFO] --- spring-boot:4:repackage @ server ---'; sleep 0.7");
    var outcome = launcher("run_maven $root/state && cat $root/state");
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.output()).isEqualTo("Build: packaging");
  }

  @Test
  void aBuildThatFailsTellsWhyAndWhereTheRestIs() throws IOException {
    maven("echo '[ERROR] Foo.java:[3,1] no such class'; echo '[ERROR] -> [Help 1]'; exit 1");
    var outcome = launcher("run_maven $root/state");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("Foo.java:[3,1] no such class")
        .contains("The build failed: the whole of it is in " + temp + "/server/target/build.log")
        .doesNotContain("[Help 1]");
  }

  @Test
  void aStepThatEndsWithoutAWordIsNamed() {
    var outcome = launcher("start_job asterisk false; finish_jobs");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("The step 'asterisk' ended without saying why (exit code 1)");
  }

  @Test
  void anAddressWithAPasswordIsNoArgumentOfTheServer() {
    var show = "; echo \"${arguments[*]} and $UNIFIEDBX_DATABASE_URL\"";
    assertThat(launcher("take_arguments up --database-url postgresql://u:p@h/x --demo" + show))
        .extracting(Programs.Outcome::output)
        .isEqualTo("up --demo and postgresql://u:p@h/x");
    assertThat(launcher("take_arguments up --database-url=postgresql://u:p@h/x" + show).output())
        .isEqualTo("up and postgresql://u:p@h/x");
    assertThat(launcher("take_arguments up --database-url; echo ${arguments[*]}").output())
        .isEqualTo("up --database-url");
  }

  private void maven(String does) throws IOException {
    Files.createDirectories(temp.resolve("server/target"));
    var executable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    var maven = Files.createFile(temp.resolve("mvn"), executable);
    Files.writeString(maven, "#!/bin/sh\n" + does + "\n");
  }

  private Programs.Outcome launcher(String commands) {
    var parts = Path.of("../launcher").toAbsolutePath().normalize();
    var script =
        """
        root=%s
        PATH=%s:$PATH
        for part in messages jobs build arguments; do . %s/$part.sh; done
        %s
        """
            .formatted(temp, temp, parts, commands);
    return Programs.run(List.of("bash", "-euc", script), Duration.ofSeconds(30));
  }
}
