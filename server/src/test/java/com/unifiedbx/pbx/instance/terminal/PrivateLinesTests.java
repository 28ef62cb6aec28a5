package com.unifiedbx.pbx.instance.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.instance.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateLinesTests {

  private static final List<String> LINES = List.of("the secret is", "xyz");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final Path file;
  private final PrivateLines lines;

  PrivateLinesTests(@TempDir Path root) {
    var directory = DataDirectory.open(root);
    file = directory.run("up.private");
    lines = new PrivateLines(directory);
  }

  @Test
  void inTheForegroundTheyArePrintedAndInNoFile() {
    lines.show(LINES, Map.of(), out);
    assertThat(bytes.toString(UTF_8)).contains("the secret is\nxyz");
    assertThat(file).doesNotExist();
  }

  @Test
  void inTheBackgroundTheyGoToTheProcessWithTheTerminalAndNothingStays() throws IOException {
    var reader = new ProcessBuilder("cat").start();
    lines.show(LINES, Map.of(PrivateLines.READER, String.valueOf(reader.pid())), out);
    assertThat(bytes.toString(UTF_8)).isEmpty();
    assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
    lines.print(out);
    assertThat(bytes.toString(UTF_8)).contains("the secret is\nxyz");
    assertThat(file).doesNotExist();
    reader.destroy();
  }

  @Test
  void theyAreGoneWhenTheReaderEndsWithoutReading() throws IOException {
    var reader = new ProcessBuilder("cat").start();
    lines.show(LINES, Map.of(PrivateLines.READER, String.valueOf(reader.pid())), out);
    assertThat(file).exists();
    reader.destroy();
    await().until(() -> Files.notExists(file));
  }

  @Test
  void theyAreNowhereWhenTheReaderIsGone() throws IOException, InterruptedException {
    var reader = new ProcessBuilder("true").start();
    reader.waitFor();
    lines.show(LINES, Map.of(PrivateLines.READER, String.valueOf(reader.pid())), out);
    assertThat(file).doesNotExist();
    assertThat(bytes.toString(UTF_8)).isEmpty();
  }
}
